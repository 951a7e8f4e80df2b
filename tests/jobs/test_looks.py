"""Looking when a clip is likely done."""

from __future__ import annotations

import asyncio
from itertools import repeat
from typing import TYPE_CHECKING

import httpx
import pytest

from benchmarks.polling import WAYS, measured, reported, simulated
from kling_widgets.api import KlingClient
from kling_widgets.errors import NotSent, Unavailable
from kling_widgets.jobs._feed import Feed
from kling_widgets.jobs._journal import Journal
from kling_widgets.jobs._looks import LONGEST_SECONDS, SHORTEST_SECONDS, Looks
from kling_widgets.jobs._patience import FULL, SLOW_SECONDS, Patience
from kling_widgets.jobs._progress import Progress
from kling_widgets.jobs._states import JobState
from kling_widgets.jobs._watch import watch
from tests.jobs.conftest import FastClock
from tests.jobs.scripted import HOST, refusal
from tests.widgets.conftest import snapshot

if TYPE_CHECKING:
    from pathlib import Path

HOUR = 3600.0


def test_looks_are_closest_where_the_end_is_likely() -> None:
    """Rare at first, close around the usual time, rarer again long after it."""
    looks = Looks(100, 200)
    early, middle, late = (looks.pause(at) for at in (0, 150, 1500))

    assert early > 3 * middle
    assert late > 3 * middle


@pytest.mark.parametrize("band", [(1, 1), (60, 300), (140, 141), (1, 10_000)])
@pytest.mark.parametrize("elapsed", [0, 1, 100, 10_000, 1e7])
def test_a_pause_has_its_bounds(band: tuple[float, float], elapsed: float) -> None:
    """Whatever the past was, and however long it takes."""
    pause = Looks(*band).pause(elapsed)

    assert SHORTEST_SECONDS <= pause <= LONGEST_SECONDS


def test_less_lag_with_fewer_questions_than_any_fixed_pause() -> None:
    """Both at once, once a few jobs are done, on the same lives in virtual time."""
    ours, five, ten = compared(simulated()[:150], learns=True)

    assert ours[0] < min(five[0], ten[0])
    assert ours[1] < min(five[1], ten[1])


def test_the_first_jobs_gain_too() -> None:
    """With the documented band alone, and on lives as wild as users report them."""
    tame, wild = (
        compared(lives[:200], learns=False) for lives in (simulated(), reported())
    )

    assert all(ours < five for ours, five in zip(*tame[:2], strict=True))
    assert all(ours < five for ours, five in zip(*wild[:2], strict=True))


def compared(lives: list[float], *, learns: bool) -> list[tuple[float, float]]:
    """Lag and questions: ours, every 5 seconds, every 10 seconds."""
    ways = ("when likely", "every 5 s", "every 10 s")
    return [asyncio.run(measured(lives, WAYS[way], learns=learns)) for way in ways]


def test_patience_comes_back_with_answers() -> None:
    """An empty purse makes looks rare, one answer makes them usual again."""
    patience = Patience()
    for _ in range(FULL // 10):
        patience.unanswered(NotSent("no connection"))
    slow = patience.at_least(3.0)
    patience.answered()

    assert (slow, patience.at_least(3.0)) == (SLOW_SECONDS, 3.0)


def test_an_answer_that_is_no_use_costs_half_of_silence() -> None:
    """A server that speaks is not dead."""
    patience = Patience()
    for _ in range(FULL // 5 - 1):
        patience.unanswered(Unavailable("oops", http_status=500))

    assert patience.at_least(3.0) == 3.0


class ShortDay(FastClock):
    """A clock that ends after an hour."""

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds)
        if self.now > HOUR:
            raise TimeoutError


async def one_hour(client: KlingClient, journal: Journal) -> None:
    clock = ShortDay()
    feed = Feed(snapshot(JobState.PROCESSING))
    progress = Progress(feed, journal=journal, clock=clock, speed=1.0)
    with pytest.raises(TimeoutError):
        async for _ in watch(
            lambda: client, "t-1", pause=repeat(2.0), progress=progress
        ):
            pass


@pytest.mark.anyio
async def test_fifty_jobs_do_not_storm_a_dead_server(tmp_path: Path) -> None:
    """Together they ask less than once a second."""
    asked = 0

    def answer(_: httpx.Request) -> httpx.Response:
        nonlocal asked
        asked += 1
        return refusal(500, 5000, "dead")

    transport = httpx.MockTransport(answer)
    journal = Journal(tmp_path, FastClock())
    async with KlingClient(
        "sk-0123456789", base_url=HOST, transport=transport
    ) as kling:
        for _ in range(50):
            await one_hour(kling, journal)
    journal.close()

    assert 50 * 50 < asked < HOUR
