"""Waiting on a machine that sleeps, and one whose clock is set."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import repeat
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from kling_widgets.api import KlingClient
from kling_widgets.jobs import JobState
from kling_widgets.jobs.drive._feed import Feed
from kling_widgets.jobs.drive._progress import Progress
from kling_widgets.jobs.drive._watch import watch
from kling_widgets.jobs.journal import _clock
from kling_widgets.jobs.journal._clock import SystemClock
from kling_widgets.jobs.journal._journal import Journal
from tests.jobs._scripted import HOST, PATIENCE, Scripted, answer, finished, refusal
from tests.jobs.conftest import FastClock
from tests.widgets.conftest import snapshot

if TYPE_CHECKING:
    from pathlib import Path

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


class Laptop(Machine):
    """A machine that is closed for nine hours whenever it is waited on."""

    def __init__(self, *, is_awake: bool) -> None:
        super().__init__(timedelta(hours=9), is_awake=is_awake)
        self.waits: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self._looks = 0
        await super().sleep(seconds)


@pytest.mark.parametrize("is_awake", [False, True], ids=["stands still", "runs on"])
@pytest.mark.parametrize(
    "before",
    [
        answer("processing"),
        refusal(401, 1002, "invalid key"),
        refusal(429, 1102, "balance not enough"),
        httpx.ConnectError("no route to host"),
        httpx.Response(503, headers={"Retry-After": "3600"}),
    ],
    ids=[
        "running",
        "held for a key",
        "held for the balance",
        "offline",
        "asked to wait",
    ],
)
async def test_on_waking_a_job_is_looked_at_at_once(
    tmp_path: Path, before: Any, *, is_awake: bool
) -> None:
    """However long it was to wait, and whatever it was held for."""
    laptop, gateway = Laptop(is_awake=is_awake), Scripted([], [before, finished()])
    journal = Journal(tmp_path, laptop)
    progress = Progress(
        Feed(snapshot(JobState.PROCESSING)), journal=journal, clock=laptop
    )
    transport = httpx.MockTransport(gateway)
    async with (
        asyncio.timeout(PATIENCE),
        KlingClient("sk-0123456789", base_url=HOST, transport=transport) as kling,
    ):
        looks = watch(lambda: kling, "t-1", pause=repeat(LONG), progress=progress)
        seen = [task.status_text async for task in looks]
    journal.close()

    assert seen[-1] == "succeed"
    assert len(laptop.waits) == 1
    assert min(laptop.waits) >= 300


async def test_no_wait_gives_others_their_turn() -> None:
    """Zero seconds are a turn of the loop."""
    turns: list[str] = []
    other = asyncio.ensure_future(asyncio.to_thread(turns.append, "other"))
    while not turns:
        await SystemClock().sleep(0)
    await other

    assert turns == ["other"]


async def test_a_hold_by_a_clock_that_was_wrong_is_no_sentence_for_years(
    tmp_path: Path,
) -> None:
    """What was put off while the clock was a year ahead goes on within a day."""
    clock = FastClock()
    journal = Journal(tmp_path, clock)
    held = replace(
        snapshot(JobState.PROCESSING), held_until=clock.wall() + timedelta(days=366)
    )
    await Progress(Feed(held), journal=journal, clock=clock).pause_until_release()
    journal.close()

    assert clock.slept == [24 * 3600.0]
