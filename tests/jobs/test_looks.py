"""Looking when a clip is likely done."""

from __future__ import annotations

import asyncio
from itertools import repeat
from typing import TYPE_CHECKING

import httpx
import pytest

from benchmarks.polling import (
    EARLIER,
    FIVE,
    LIKELY,
    LIVES,
    TEN,
    UNUSUAL,
    USERS,
    USUAL,
    WAYS,
    Result,
    jobs,
    least_questions,
    measured,
)
from kling_widgets.api import KlingClient
from kling_widgets.errors import NotSent, Unavailable
from kling_widgets.jobs.drive._feed import Feed
from kling_widgets.jobs.drive._looks import (
    LONGEST_SECONDS,
    MIDDLE_SECONDS,
    SHORTEST_SECONDS,
    pause_before_look,
)
from kling_widgets.jobs.drive._patience import FULL, SLOW_SECONDS, Patience
from kling_widgets.jobs.drive._progress import Progress
from kling_widgets.jobs.drive._watch import watch
from kling_widgets.jobs.journal._journal import Journal
from kling_widgets.jobs.journal._states import JobState
from tests.jobs._scripted import HOST, refusal
from tests.jobs.conftest import FastClock
from tests.widgets.conftest import snapshot

if TYPE_CHECKING:
    from pathlib import Path

HOUR = 3600.0


def test_looks_are_closest_where_the_end_is_likely() -> None:
    """Rare at first, close around the usual time, rarer again long after it."""
    early, middle, late = (pause_before_look(at, 100, 200) for at in (0, 150, 1500))

    assert early > 3 * middle
    assert late > 3 * middle


@pytest.mark.parametrize("band", [(100, 200), (60, 300), (140, 170)])
def test_in_the_middle_the_distance_is_the_same_for_all(
    band: tuple[float, float],
) -> None:
    """However wide or narrow the usual times are, so that the lag is, too."""
    middle = (band[0] * band[1]) ** 0.5

    pause = pause_before_look(middle - MIDDLE_SECONDS / 2, *band)

    assert pause == pytest.approx(MIDDLE_SECONDS, abs=0.5)


@pytest.mark.parametrize("band", [(0, 0), (1, 1), (60, 300), (140, 141), (1, 10_000)])
@pytest.mark.parametrize("elapsed", [0, 1, 100, 10_000, 1e7])
def test_a_pause_has_its_bounds(band: tuple[float, float], elapsed: float) -> None:
    """Whatever the past was, and however long it takes."""
    pause = pause_before_look(elapsed, *band)

    assert SHORTEST_SECONDS <= pause <= LONGEST_SECONDS


def test_less_lag_with_fewer_questions_than_any_fixed_pause() -> None:
    """Both at once, once a few jobs are done, on the same lives in virtual time."""
    ours, five, ten = compared("simulator", earlier=10, users=USERS)

    assert ours.lag < min(five.lag, ten.lag)
    assert ours.questions < min(five.questions, ten.questions)


@pytest.mark.parametrize("kind", LIVES)
def test_the_first_jobs_gain_too(kind: str) -> None:
    """With the documented band alone, on lives as wild as users report them, too."""
    ours, five, _ = compared(kind, earlier=0, users=12)

    assert ours.beats(five)


@pytest.mark.parametrize("kind", ["2 to 4 minutes", "1 to 5 minutes"])
def test_hardly_any_schedule_asks_less(kind: str) -> None:
    """Not even one that knows the law and never looks just to be on the safe side."""
    lives = jobs(LIVES[kind], earlier=30, users=20)
    ours = asyncio.run(measured(lives, WAYS[LIKELY]))

    assert ours.questions < 1.3 * least_questions(LIVES[kind], ours.lag)


def test_the_least_is_that_of_the_law() -> None:
    """Lives evenly spread over 36 s take 16 questions times seconds, halved."""
    least = least_questions(lambda dice: 72 + 36 * dice.random(), lag=2.0)

    assert least == pytest.approx(16 / 2 / 2.0, rel=0.02)


@pytest.mark.nightly
@pytest.mark.parametrize("kind", LIVES)
@pytest.mark.parametrize("earlier", EARLIER)
def test_it_is_better_than_looking_every_5_seconds(kind: str, earlier: int) -> None:
    """In both at once, whatever was learned so far, on all lives."""
    ours, five, _ = compared(kind, earlier=earlier, users=USERS)

    assert ours.beats(five)


@pytest.mark.nightly
def test_a_life_that_nothing_prepares_for_is_no_storm() -> None:
    """Ten times as long as learned: asked less than every 5 s, late by seconds."""
    draw, end = UNUSUAL["ten times as long"]
    late = jobs(draw, earlier=30, learned=USUAL, users=5)
    ours, five, ten = (
        asyncio.run(measured(late, WAYS[way], end=end)) for way in (LIKELY, FIVE, TEN)
    )

    assert ours.questions < 0.75 * five.questions
    assert ours.lag < 1.5 * ten.lag


def compared(kind: str, *, earlier: int, users: int) -> list[Result]:
    """Lag and questions: ours, every 5 seconds, every 10 seconds."""
    lives = jobs(LIVES[kind], earlier=earlier, users=users)
    return [asyncio.run(measured(lives, WAYS[way])) for way in (LIKELY, FIVE, TEN)]


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
