"""Where jobs are watched: their cards, and beside them the cell's output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._cards import Cards
from ._slot import Slot, publish

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..jobs import Job, JobSnapshot


class Screen:
    """The cards of some jobs, and the slot that their clips land in."""

    def __init__(self) -> None:
        self.slot = Slot()
        self.cards = Cards(inline=lambda: not self.slot.reaches_the_page)
        self._endings: list[Callable[[], None]] = []

    def show(self, view: Any) -> bool:
        """Publish *view* and the slot below it; say whether there was a notebook."""
        shown = publish(view)
        if shown:
            self.slot.open()
        return shown

    def follow(self, job: Job) -> None:
        """Show *job* from now to its end."""
        self.cards.follow(job)
        self._endings.append(job.subscribe(self._hear))

    def close(self) -> None:
        """Stop listening. What is in the cell's output stays."""
        while self._endings:
            self._endings.pop()()
        self.cards.close()

    def _hear(self, snapshot: JobSnapshot) -> None:
        if snapshot.clip is not None:
            self.slot.add(snapshot.id, snapshot.clip)
