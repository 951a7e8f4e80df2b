"""A job in one line of words, for a terminal or a log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..api import clean

if TYPE_CHECKING:
    from ..jobs import JobSnapshot


def line(snapshot: JobSnapshot) -> str:
    """Return where the job stands."""
    said = snapshot.note or snapshot.error
    parts = (snapshot.id, snapshot.state.value, f"{snapshot.elapsed:.0f} s", said)
    return clean(" · ".join(part for part in parts if part))


def row(snapshot: JobSnapshot) -> str:
    """Return the job as one row among others."""
    day = f"{snapshot.created_at:%Y-%m-%d %H:%M}"
    cost = "free" if snapshot.simulated else snapshot.price
    parts = (snapshot.id, day, snapshot.state.value, snapshot.model_name, cost)
    return clean("  ".join((*filter(None, parts), snapshot.prompt)))
