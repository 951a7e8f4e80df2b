"""How far one job has come: every step goes to disk, then to those who look on."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import JournalError

if TYPE_CHECKING:
    from datetime import datetime

    from ._clock import Clock
    from ._feed import Feed
    from ._journal import Journal
    from ._snapshot import JobSnapshot
    from ._states import JobState

logger = logging.getLogger("kling_widgets")

STOPPED = "No longer watched here. The task goes on at Kling and is billed."


class Stopped(Exception):
    """The user asked to stop watching."""


class Progress:
    """One job's steps, recorded and told."""

    def __init__(
        self, feed: Feed, *, journal: Journal, clock: Clock, speed: float
    ) -> None:
        self.feed = feed
        self._journal = journal
        self._clock = clock
        self.speed = speed
        self._began = clock.mono() - feed.snapshot.elapsed
        self._stopping = False

    @property
    def id(self) -> str:
        """Our own id of the job."""
        return self.feed.snapshot.id

    @property
    def snapshot(self) -> JobSnapshot:
        """The job as it was last told."""
        return self.feed.snapshot

    @property
    def now(self) -> datetime:
        """The time of day, in UTC."""
        return self._clock.wall()

    @property
    def elapsed(self) -> float:
        """Seconds since Generate."""
        return self._clock.mono() - self._began

    def intend(self, state: JobState) -> None:
        """Commit a step before it is taken.

        Raises:
            JournalError: It could not be committed, so it must not be taken.
        """
        self._journal.move(self.id, state)
        self.show(state=state)

    def move(self, state: JobState, detail: str = "", **columns: Any) -> None:
        """Record a step that has happened; it counts even if the disk refuses it."""
        try:
            self._journal.move(self.id, state, detail, **columns)
        except JournalError as error:
            self._journal_failed(error)
        self.show(state=state, error=columns.get("error") or "")

    def note(self, what: str, **columns: Any) -> None:
        """Record something learned that is no step."""
        try:
            self._journal.note(self.id, what, **columns)
        except JournalError as error:
            self._journal_failed(error)

    def show(self, **changes: Any) -> None:
        """Tell everybody who looks on."""
        self.feed.publish(replace(self.snapshot, elapsed=self.elapsed, **changes))

    def stop(self) -> None:
        """End at the next pause; a submit on its way is never broken off."""
        if not self.snapshot.state.is_final:
            self._stopping = True
            self.show(watching=False, note=STOPPED)

    async def pause(self, seconds: float) -> None:
        """Wait, in the gateway's own time.

        Raises:
            Stopped: The user asked for it, before or meanwhile.
        """
        self.check_stopped()
        await self._clock.sleep(seconds / self.speed)
        self.check_stopped()

    def check_stopped(self) -> None:
        """Raise `Stopped` if the user asked for it."""
        if self._stopping:
            raise Stopped

    def _journal_failed(self, error: JournalError) -> None:
        """Go on without the journal: a paid task matters more than its row."""
        task_id = self.snapshot.task_id
        logger.error("job %s, task %s: %s", self.id, task_id, error)
        self.show(note=str(error))
