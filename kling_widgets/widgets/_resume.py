"""Jobs that an earlier kernel left, shown again and followed to their clips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..jobs import runner
from .cards import show_jobs

if TYPE_CHECKING:
    from ..jobs import Job


def resume() -> tuple[Job, ...]:
    """Pick up every job that is not over; in a notebook their cards appear.

    Each goes on at the provider that it was sent to. Nothing is sent again: what
    was never sent, and what may have been accepted, says so on its card.

    Returns:
        The jobs, the oldest first: await them, or `wait()` for them.
    """
    jobs = runner().resume()
    if jobs:
        show_jobs(jobs)
    return jobs
