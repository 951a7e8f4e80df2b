"""A request as the journal holds it, and a job as the journal remembers it."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...clips import Clip
from ._snapshot import JobSnapshot
from ._states import Held

if TYPE_CHECKING:
    from ...api import ImageToVideoRequest
    from ._job_row import JobRow

PICTURES = ("image", "image_tail", "static_mask")
OF_ONE_RUN = ("external_task_id", "callback_url")
DIGEST = "sha256:"


def remembered(row: JobRow) -> JobSnapshot:
    """Return a job as the journal remembers it, followed by nobody here."""
    request = json.loads(row.request)
    return JobSnapshot(
        id=row.id,
        state=row.state,
        created_at=datetime.fromisoformat(row.created_at),
        model_name=request.get("model_name", ""),
        mode=request.get("mode"),
        duration=request.get("duration", ""),
        prompt=request.get("prompt", ""),
        simulated=row.gateway == "simulator",
        price=row.price or "",
        task_id=row.task_id,
        status_text=row.status_text or "",
        elapsed=row.seconds or 0.0,
        absent=bool(row.absent),
        error=row.error or "",
        clip=Clip(Path(row.file)) if row.file and Path(row.file).exists() else None,
        watching=False,
        held=Held(row.held) if row.held else None,
        held_until=datetime.fromisoformat(row.held_until) if row.held_until else None,
    )


def without_pictures(request: ImageToVideoRequest) -> str:
    """Return the request for the journal, with each picture as its SHA-256."""
    wire = request.to_json()
    for field in PICTURES:
        if field in wire:
            wire[field] = _digest(wire[field])
    for group in wire.get("dynamic_masks", ()):
        group["mask"] = _digest(group["mask"])
    return json.dumps(wire, ensure_ascii=False)


def reusable(row: JobRow) -> dict[str, Any]:
    """Return what a job was asked for with, as far as the journal holds it.

    Of a picture it holds the fingerprint only, or its link.
    """
    wire = json.loads(row.request)
    for name in OF_ONE_RUN:
        wire.pop(name, None)
    kept = {name: value for name, value in wire.items() if not _is_digest(value)}
    if any(_is_digest(group["mask"]) for group in wire.get("dynamic_masks", ())):
        kept.pop("dynamic_masks")
    return kept


def fingerprint(request: ImageToVideoRequest) -> str:
    """Return what is equal for two requests that ask for the same clip."""
    wire: dict[str, Any] = request.to_json()
    wire.pop("external_task_id", None)
    text = json.dumps(wire, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and value.startswith(DIGEST)


def _digest(picture: str) -> str:
    if picture.startswith(("https://", "http://")):
        return picture
    return f"{DIGEST}{hashlib.sha256(picture.encode()).hexdigest()}"
