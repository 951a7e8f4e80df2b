"""How far one job has come: every step goes to disk, then to those who look on."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from ...errors import JournalError
from ..journal import StaleMoveError
from ._decision import Decision

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from ...errors import KlingError
    from ..journal import Clock, Held, JobSnapshot, JobState, Journal
    from ._feed import Feed

logger = logging.getLogger("kling_widgets")

STOPPED = "No longer watched here. The task goes on at Kling and is billed."
LONGEST_HOLD = 24 * 3600.0
"""Seconds; nobody who asks to be left alone is believed to mean more."""
SETTLE_PAUSES = (2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 600.0, 1800.0)
"""Seconds between tries to write down how a job ended; then its row stays behind."""
GOES_ON: Mapping[str, Any] = {"held": None, "held_until": None, "cause": ""}
"""What a snapshot says of a job that waits for nothing."""


class Stopped(Exception):
    """The user asked to stop watching."""


class Progress:
    """One job's steps, recorded and told."""

    def __init__(
        self,
        feed: Feed,
        *,
        journal: Journal,
        clock: Clock,
        speed: float = 1.0,
        resumed: bool = False,
    ) -> None:
        self.feed = feed
        self.resumed = resumed
        self.speed = speed
        self.decision = Decision()
        self.key_fp = ""
        """Which key the job was sent with; see `Secret.fingerprint`."""
        self._journal = journal
        self._clock = clock
        self._began = clock.mono() - feed.snapshot.elapsed
        self._stopping = False
        self._woken = asyncio.Event()
        self._missed: deque[Callable[[], None]] = deque()
        """What the journal could not be told yet, the oldest first."""

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

    def intend(self, state: JobState, key_fp: str | None) -> None:
        """Commit a step before it is taken, and the key that it is taken with.

        Args:
            state: The step.
            key_fp: What tells that key from others; None keeps the one before.

        Raises:
            JournalError: It could not be committed, so it must not be taken.
        """
        self.key_fp = self.key_fp if key_fp is None else key_fp
        self._catch_up()
        self._journal.move(
            self.id, state, held=None, held_until=None, absent=0, key_fp=self.key_fp
        )
        logger.info("job %s: %s", self.id, state)
        self.show(state=state, **GOES_ON, absent=False)

    def move(self, state: JobState, detail: str = "", **columns: Any) -> None:
        """Record a step that has happened; it counts even if the disk refuses it."""
        columns = {"held": None, "held_until": None, **columns}
        self._record(partial(self._journal.move, self.id, state, detail, **columns))
        logger.info("job %s: %s", self.id, state)
        error_text = columns.get("error") or ""
        self.show(state=state, error=error_text, **GOES_ON)

    def note(self, what: str, detail: str = "", **columns: Any) -> None:
        """Record something learned that is no step."""
        self._record(partial(self._journal.note, self.id, what, detail, **columns))

    def prove_absent(self, sentence: str) -> None:
        """Record that the submit made nothing, as far as anybody can tell."""
        if not self.snapshot.absent:
            self.note("absent", error=sentence, absent=1)
            self.show(error=sentence, absent=True)

    def hold(
        self,
        why: Held,
        sentence: str,
        seconds: float | None = None,
        *,
        cause: KlingError,
    ) -> None:
        """Say that the job waits, why, and until when if that is known."""
        until = None
        if seconds is not None:
            until = self._clock.wall() + timedelta(seconds=seconds / self.speed)
        if self.snapshot.held != why:
            text = until.isoformat() if until else None
            logger.info("job %s waits: %s", self.id, sentence)
            self.note("held", f"{why}: {sentence}", held=why.value, held_until=text)
        text = str(cause)
        self.show(note=sentence, held=why, held_until=until, cause=text)

    def expect(self, sentence: str, seconds: float, *, cause: KlingError) -> None:
        """Say what goes on of itself in a moment; there is nothing to be mended."""
        until = self._clock.wall() + timedelta(seconds=seconds / self.speed)
        self.show(note=sentence, held_until=until, cause=str(cause))

    def release(self) -> None:
        """Say that nothing holds the job any more."""
        if self.snapshot.held:
            self.note("released", held=None, held_until=None)
        if self.snapshot.held_until or self.snapshot.held:
            self.show(note="", **GOES_ON)

    def show(self, **changes: Any) -> None:
        """Tell everybody who looks on."""
        self.feed.publish(replace(self.snapshot, elapsed=self.elapsed, **changes))

    def stop(self) -> None:
        """End at the next pause; a submit on its way is never broken off."""
        if not self.snapshot.state.is_final:
            self._stopping = True
            self.show(watching=False, note=STOPPED)
            self.wake()

    def decide(self, decision: Decision) -> None:
        """Take what the user decided, at the next pause."""
        self.decision = decision
        self.wake()

    def take_decision(self) -> Decision:
        """Return what the user decided since the last time."""
        decision, self.decision = self.decision, Decision()
        return decision

    def wake(self) -> None:
        """End the pause that the job may be in."""
        self._woken.set()

    async def pause(self, seconds: float) -> None:
        """Wait, in the gateway's own time, or until there is news from the user.

        Raises:
            Stopped: The user asked for it, before or meanwhile.
        """
        self.check_stopped()
        sleep = asyncio.ensure_future(self._clock.sleep(seconds / self.speed))
        news = asyncio.ensure_future(self._woken.wait())
        try:
            await asyncio.wait((sleep, news), return_when=asyncio.FIRST_COMPLETED)
            if sleep.done():
                sleep.result()
        finally:
            sleep.cancel()
            news.cancel()
        self._woken.clear()
        self._catch_up()
        self.check_stopped()

    async def settle(self) -> None:
        """Wait until the journal has everything, if it may still be mended soon."""
        for seconds in SETTLE_PAUSES:
            if not self._missed:
                return
            await self._clock.sleep(seconds)
            self._catch_up()

    async def pause_until_release(self) -> None:
        """Wait for what the job was held for when it was left."""
        until = self.snapshot.held_until
        if until is not None:
            left = (until - self._clock.wall()).total_seconds()
            # Written down by a clock that was wrong, it may be years ahead.
            await self.pause(min(max(left, 0.0), LONGEST_HOLD) * self.speed)

    def check_stopped(self) -> None:
        """Raise `Stopped` if the user asked for it."""
        if self._stopping:
            raise Stopped

    def _record(self, write: Callable[[], None]) -> None:
        self._missed.append(write)
        self._catch_up()

    def _catch_up(self) -> None:
        """Write what was missed, in order: each step needs the one before it."""
        while self._missed:
            try:
                self._missed[0]()
            except StaleMoveError as error:
                self._journal_failed(error)  # it was moved by others, and stays so
            except JournalError as error:
                self._journal_failed(error)
                return
            self._missed.popleft()

    def _journal_failed(self, error: JournalError) -> None:
        """Go on without the journal: a paid task matters more than its row."""
        task_id = self.snapshot.task_id
        logger.error("job %s, task %s: %s", self.id, task_id, error)
        self.show(note=str(error))
