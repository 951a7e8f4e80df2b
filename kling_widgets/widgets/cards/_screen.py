"""Where jobs are watched: a view in a cell, their cards, and the slot below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipywidgets import VBox

from ._actions import UNDECIDED
from ._cards import Cards
from ._display import Display
from ._slot import Slot
from ._state import settled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ...clips import Clip
    from ...jobs import Job, JobSnapshot


class Screen:
    """The cards of some jobs, and the slot that their clips land in.

    Args:
        chain: What a card offers to do with its finished clip: see `Cards`.
        another: What it offers to do with a job that failed.
        mend: What it offers to do with one that was refused, or failed.
    """

    def __init__(
        self,
        *,
        chain: Callable[[Clip], object] | None = None,
        another: Callable[[Job], object] | None = None,
        mend: Callable[[Job], object] | None = None,
    ) -> None:
        self.slot = Slot()
        self.cards = Cards(
            inline=lambda: not self.slot.reaches_the_page,
            chain=chain,
            another=another,
            mend=mend,
        )
        self._display = Display()
        self._before = False
        self._to_settle: dict[str, JobSnapshot] = {}
        self._endings: list[Callable[[], None]] = []

    def show(self, view: Any) -> bool:
        """Show *view* and the slot below it; say whether there is a notebook."""
        is_shown = self._display.show_widget(view)
        if is_shown:
            self.slot.open()
            self.cards.expect_page()
        return is_shown

    def follow(self, job: Job, *, before: bool = False) -> None:
        """Show *job* from now to its end; *before*: its clip is not a new one."""
        self.cards.follow(job, before=before)
        self._before |= before
        self._endings.append(job.subscribe(self._hear))

    def settle(self, *jobs: Job) -> None:
        """When all *jobs* are over, leave their cards in the cell as plain output.

        A widget is gone when the notebook is reopened; what became of the jobs
        should not be. Where there is still something to decide, the cards stay:
        plain output has no buttons.
        """
        self._to_settle = {job.id: job.snapshot for job in jobs}
        for job in jobs:
            self._endings.append(job.subscribe(self._settle))

    def close(self) -> None:
        """Stop listening. What is in the cell's output stays."""
        while self._endings:
            self._endings.pop()()
        self.cards.close()

    def _hear(self, snapshot: JobSnapshot) -> None:
        if snapshot.clip is not None:
            self.slot.add(snapshot.id, snapshot.clip)

    def _settle(self, snapshot: JobSnapshot) -> None:
        self._to_settle[snapshot.id] = snapshot
        states = {each.state for each in self._to_settle.values()}
        if all(state.is_final for state in states) and not states & UNDECIDED:
            cards = settled(*self._to_settle.values(), before=self._before)
            self._display.update(cards)


def show_jobs(jobs: Sequence[Job], *, before: bool = False) -> bool:
    """Show a card for each job; say whether there is a notebook to show it in.

    Args:
        jobs: The jobs, the oldest first.
        before: Whether their clips were there already when they were asked for.
    """
    screen = Screen()
    box = _boxed(screen.cards)
    if not screen.show(box):
        screen.close()
        box.close()
        return False
    for job in jobs:
        screen.follow(job, before=before)
    screen.settle(*jobs)
    return True


def _boxed(cards: Cards) -> VBox:
    """The cards in a box of Jupyter's own: only such a one is marked without a kernel."""
    box = VBox((cards,))
    box.add_class("kling-alone")
    return box
