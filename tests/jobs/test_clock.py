"""Waiting on a machine that sleeps, and one whose clock is set."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest

from kling_widgets.jobs import _clock
from kling_widgets.jobs._clock import SystemClock

pytestmark = pytest.mark.anyio
LONG = 3600.0


class Machine(SystemClock):
    """A machine whose time of day makes a jump while it is waited on."""

    def __init__(self, jump: timedelta, *, is_awake: bool = False) -> None:
        self._jump = jump
        self._is_awake = is_awake
        self._looks = 0

    def wall(self) -> datetime:
        self._looks += 1
        jumped = self._jump if self._looks > 3 else timedelta(0)
        return datetime.now(UTC) + jumped

    def mono(self) -> float:
        jumped = self._jump if self._is_awake and self._looks > 3 else timedelta(0)
        return time.monotonic() + jumped.total_seconds()


@pytest.fixture(autouse=True)
def short_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_clock, "SLICE_SECONDS", 0.001)


@pytest.mark.parametrize("is_awake", [False, True], ids=["stands still", "runs on"])
async def test_nobody_waits_on_after_nine_hours_of_sleep(*, is_awake: bool) -> None:
    """Whether the monotonic clock stands still in it or not."""
    machine = Machine(timedelta(hours=9), is_awake=is_awake)

    async with asyncio.timeout(30):
        await machine.sleep(LONG)


@pytest.mark.parametrize(
    "jump",
    [timedelta(seconds=30), timedelta(seconds=-30), timedelta(days=-1)],
    ids=str,
)
async def test_a_clock_that_is_set_ends_no_wait(jump: timedelta) -> None:
    """Neither a small correction nor a step back."""
    began = time.monotonic()
    await Machine(jump).sleep(0.05)

    assert time.monotonic() - began >= 0.05


async def test_no_wait_gives_others_their_turn() -> None:
    """Zero seconds are a turn of the loop."""
    turns: list[str] = []
    other = asyncio.ensure_future(asyncio.to_thread(turns.append, "other"))
    while not turns:
        await SystemClock().sleep(0)
    await other

    assert turns == ["other"]
