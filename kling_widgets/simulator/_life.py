"""The life of a task: its status as a pure function of the time.

Nothing runs in the background. A task's life is fixed when it is made, and any
process that reads it, now or after a restart, sees the same life.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

QUEUE_SECONDS = 10.0
"""How long a task waits at speed 1."""

WORK_SECONDS_PER_SECOND = 16.0
"""Working time for each second of a standard clip: 80 s for five, at speed 1."""

WORK_FACTOR = {"std": 1.0, "pro": 1.6, "4k": 3.0}
SWAY = 0.2
"""Tasks differ by up to this share of their time, each always by its own."""


@dataclass(frozen=True, slots=True)
class Life:
    """When a task's status moves, and how it ends. Times are Unix milliseconds."""

    created_ms: int
    processing_ms: int
    over_ms: int
    reason: str
    """Why it fails, or nothing when it succeeds."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a task's status is at one time, and since when."""

    status: str
    """`submitted`, `processing`, `succeed` or `failed`."""
    updated_ms: int
    reason: str = ""

    @property
    def is_over(self) -> bool:
        """Tell whether the status moves no more."""
        return self.status in {"succeed", "failed"}


def plan_life(
    *, created_ms: int, mode: str, duration: str, speed: float, reason: str, seed: str
) -> Life:
    """Return a new task's life: queued, worked on, over."""
    sway = 1 + SWAY * (zlib.crc32(seed.encode()) / 0xFFFFFFFF - 0.5) * 2
    work = WORK_SECONDS_PER_SECOND * int(duration) * WORK_FACTOR.get(mode, 1.0)
    processing_ms = created_ms + _milliseconds(QUEUE_SECONDS * sway / speed)
    over_ms = processing_ms + _milliseconds(work * sway / speed)
    return Life(created_ms, processing_ms, over_ms, reason)


def moment(life: Life, now_ms: int) -> Moment:
    """Return the status that a life has at a time."""
    if now_ms < life.processing_ms:
        return Moment("submitted", life.created_ms)
    if now_ms < life.over_ms:
        return Moment("processing", life.processing_ms)
    if life.reason:
        return Moment("failed", life.over_ms, life.reason)
    return Moment("succeed", life.over_ms)


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))
