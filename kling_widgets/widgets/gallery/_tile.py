"""One job's tile in plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...api import clean
from ...jobs import JobState
from ..cards import HEADS, card_state
from ._words import NO_FILE

if TYPE_CHECKING:
    from ...jobs import ShelfItem


def tile(item: ShelfItem) -> dict[str, Any]:
    """Return what the page needs to draw a job, and to open it."""
    job = item.job
    card = card_state(job, elapsed=job.elapsed)
    gone = job.state is JobState.SAVED and job.clip is None
    return {
        "id": job.id,
        "tone": "idle" if gone else card["tone"],
        "stage": NO_FILE if gone else HEADS[job.state],
        "at": job.created_at.isoformat(),
        "prompt": clean(job.prompt),
        "facts": card["facts"],
        "note": card["note"],
        "error": card["error"],
        "starred": item.starred,
        "file": clean(str(item.file)) if item.file else "",
        "plays": job.clip is not None,
    }
