"""A journal of any length, written at once, and the shelf over it."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from kling_widgets.jobs.journal._clock import SystemClock
from kling_widgets.jobs.journal._journal import FILE_NAME, Journal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

START = datetime(2026, 11, 1, tzinfo=UTC)


def row(number: int, **changes: Any) -> dict[str, Any]:
    """The columns of a saved job, each made a minute after the one before."""
    model = changes.get("model_name", "kling-v2-6")
    asked = {
        "model_name": model,
        "mode": "std",
        "duration": "5",
        "prompt": changes.pop("prompt", f"the cat yawns, take {number}"),
        **changes.pop("request", {}),
    }
    at = (START + timedelta(minutes=number)).isoformat()
    known = {
        "id": f"kw-{number}",
        "state": "saved",
        "created_at": at,
        "updated_at": at,
        "gateway": "cometapi",
        "base_url": "https://gateway.example",
        "model_name": model,
        "request": json.dumps(asked, ensure_ascii=False),
        "request_sha256": f"{number:064x}",
        "folder": "/clips",
        "price": "about $0.21 (1.50 units, list of 2026-09)",
    }
    return known | changes


def write_rows(home: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Put jobs into the journal of a folder, as if they had run long ago."""
    Journal(home, SystemClock()).close()
    with sqlite3.connect(home / FILE_NAME) as db:
        for values in rows:
            places = ", ".join(f":{name}" for name in values)
            db.execute(
                f"INSERT INTO job ({', '.join(values)}) VALUES ({places})", values
            )
    db.close()
