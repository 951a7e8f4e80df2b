"""How late a finished clip is noticed, and how many questions that takes.

The client's own loop looks after the same lives three ways: as it does, every
5 seconds, and every 10 seconds, all in virtual time. The lives are the built-in
simulator's (a queue and then work, each by its own share faster or slower), and
wilder ones as users report them: log-normal, four fifths of them between one
and five minutes. `first jobs` are looked after by the documented band alone,
`later jobs` by what the jobs before them took.
"""

from __future__ import annotations

import asyncio
import random
import statistics
from datetime import UTC, datetime
from itertools import repeat
from typing import TYPE_CHECKING, Any

import httpx

from kling_widgets.api import KlingClient
from kling_widgets.jobs import JobSnapshot, JobState
from kling_widgets.jobs._estimate import usual_seconds
from kling_widgets.jobs._feed import Feed
from kling_widgets.jobs._progress import Progress
from kling_widgets.jobs._watch import pauses, watch
from kling_widgets.simulator._life import plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Pauses = Callable[[Progress], Iterator[float]]

LIVES = 300
PAST = 50
"""How many past jobs are remembered, as in the journal."""
HOST = "https://gateway.example"
WAYS: dict[str, Pauses] = {
    "every 5 s": lambda _: repeat(5.0),
    "every 10 s": lambda _: repeat(10.0),
    "when likely": pauses,
}


class VirtualClock:
    """A clock on which waiting takes no time."""

    def __init__(self) -> None:
        self.now = 0.0

    def wall(self) -> datetime:
        """Return a day in 2027."""
        return datetime.fromtimestamp(1_800_000_000 + self.now, UTC)

    def mono(self) -> float:
        """Return the seconds since the start."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Go on by as much at once."""
        self.now += seconds


async def look_after(
    seconds: float, band: tuple[float, float], way: Pauses
) -> tuple[float, int]:
    """Return how late the end was noticed, and how many questions were asked."""
    clock, asked = VirtualClock(), 0

    def answer(_: httpx.Request) -> httpx.Response:
        nonlocal asked
        asked += 1
        status = "succeed" if clock.now >= seconds else "processing"
        data = {"task_id": "t-1", "task_status": status}
        return httpx.Response(200, json={"code": 0, "data": data})

    snapshot = JobSnapshot(
        id="kw-1",
        state=JobState.SUBMITTED,
        created_at=clock.wall(),
        model_name="kling-v2-6",
        mode="std",
        duration="5",
        usual=band,
    )
    journal: Any = None  # looking moves no job, so nothing is written
    progress = Progress(Feed(snapshot), journal=journal, clock=clock, speed=1.0)
    transport = httpx.MockTransport(answer)
    async with KlingClient(
        "sk-0123456789", base_url=HOST, transport=transport
    ) as kling:
        pause = way(progress)
        await progress.pause(next(pause))
        async for _ in watch(lambda: kling, "t-1", pause=pause, progress=progress):
            pass
    return clock.now - seconds, asked


async def measured(
    lives: Sequence[float], way: Pauses, *, learns: bool
) -> tuple[float, float]:
    """Return the mean lag and the mean number of questions."""
    random.seed(2026)  # the client sways its pauses
    results = []
    for number, seconds in enumerate(lives):
        past = lives[max(0, number - PAST) : number] if learns else ()
        results.append(await look_after(seconds, usual_seconds(past, "5"), way))
    lags, counts = zip(*results[PAST if learns else 0 :], strict=True)
    return statistics.mean(lags), statistics.mean(counts)


def simulated() -> list[float]:
    """Return how long the simulator's tasks take at speed 1."""
    asked: dict[str, Any] = {"mode": "std", "duration": "5", "speed": 1.0, "reason": ""}
    lives = (plan(created_ms=0, seed=f"task {n}", **asked) for n in range(LIVES))
    return [life.over_ms / 1000 for life in lives]


def reported() -> list[float]:
    """Return times whose middle is at 134 s, and 10 % on either side of 60 to 300 s."""
    dice = random.Random(2026)  # noqa: S311 - a benchmark repeats itself
    return [dice.lognormvariate(4.898, 0.628) for _ in range(LIVES)]


def main() -> None:
    """Print lag and questions of each way on each kind of life."""
    print(f"{'mean of ' + str(LIVES) + ' lives':32}      lag (s)  questions")
    for name, lives in (("simulator", simulated()), ("as reported", reported())):
        for learns in (False, True):
            jobs = "later jobs" if learns else "first jobs"
            for way, pause in WAYS.items():
                lag, asked = asyncio.run(measured(lives, pause, learns=learns))
                print(f"{name + ', ' + jobs:24}{way:13}{lag:8.2f}{asked:11.1f}")


if __name__ == "__main__":
    main()
