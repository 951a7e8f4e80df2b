"""Time as a job sees it, replaceable in tests."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime
from typing import Protocol

logger = logging.getLogger("kling_widgets")


class Clock(Protocol):
    """Wall time for people, monotonic time for durations, and a way to wait."""

    def wall(self) -> datetime:
        """Now, in UTC."""

    def mono(self) -> float:
        """Seconds that never run backwards."""

    async def sleep(self, seconds: float) -> None:
        """Wait."""


SLICE_SECONDS = 5.0
SLEPT_SECONDS = 60.0
"""By so much more the time of day goes on than the monotonic clock, in a sleep."""


class SystemClock:
    """This machine's clock."""

    def wall(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC)

    def mono(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait; but no longer than until the machine wakes up, if it sleeps meanwhile.

        What was waited for may long be over then, and no clock tells how long it was:
        the monotonic one stands still in a laptop that is closed.
        """
        end, ahead = self.mono() + seconds, self._ahead()
        while (left := end - self.mono()) > 0:
            await asyncio.sleep(min(left, SLICE_SECONDS))
            slept = self._ahead() - ahead
            if slept > SLEPT_SECONDS:
                logger.info("This machine slept for %.0f s: looking at once.", slept)
                return
        await asyncio.sleep(0)  # a wait is where others get their turn

    def _ahead(self) -> float:
        """By how much the time of day is ahead of the monotonic clock."""
        return self.wall().timestamp() - self.mono()
