"""Jobs that an earlier kernel left, shown again and followed to their clips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..jobs import runner
from ._screen import Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        show(jobs)
    return jobs


def show(jobs: Sequence[Job]) -> bool:
    """Show a card for each job; say whether there is a notebook to show it in."""
    screen = Screen()
    if not screen.show(screen.cards):
        screen.close()
        return False
    for job in jobs:
        screen.follow(job)
    screen.settle(*jobs)
    return True
