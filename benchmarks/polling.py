"""How late the end of a job is noticed, and how many questions that takes.

The client's own loop looks after the same lives three ways, in virtual time: every
5 seconds, every 10 seconds (as CometAPI's example code does), and when it is likely.
Nobody outside has measured many clips of one kind, so the lives are of three kinds:

- `simulator`: as the built-in simulator plans them, 72 to 108 s.
- `2 to 4 minutes`: what a card says as "usually 2-4 min" of one model, mode and
  duration. Log-normal, a tenth below two minutes and a tenth above four.
- `1 to 5 minutes`: what is documented for all kinds together, `DOCUMENTED`, in the
  same way. A user whose one kind is that unsteady has it as bad as can be.

Each is looked after by what is documented alone, and by 3, 10 and 30 earlier jobs.
Then, after 30 jobs of 2 to 4 minutes, what they do not prepare for: clips that take
ten times as long (queues of an hour are reported), clips that take a fifth, and jobs
that fail at any moment, equally likely, of a usual life (an assumption: nobody says).

`least` is the fewest questions, about, that any schedule asks which knows the law of
the lives and notices the end as soon as looking every 5 s: half the square of the
integral of sqrt(density * share still going), over the lag (see `_looks`). Where
it is not below those of every 10 s, nothing beats both ways at once.
"""

from __future__ import annotations

import asyncio
import math
import random
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise, repeat
from statistics import NormalDist, mean, quantiles
from typing import TYPE_CHECKING, Any

import httpx

from kling_widgets.api import KlingClient
from kling_widgets.jobs import JobSnapshot, JobState
from kling_widgets.jobs.drive._estimate import DOCUMENTED, usual_seconds
from kling_widgets.jobs.drive._feed import Feed
from kling_widgets.jobs.drive._progress import Progress
from kling_widgets.jobs.drive._watch import pauses, watch
from kling_widgets.simulator._life import plan_life

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Draw = Callable[[random.Random], float]
    Job = tuple[float, tuple[float, float]]
    Pauses = Callable[[Progress], Iterator[float]]

USERS = 30
"""Each with earlier jobs of their own."""
JOBS = 10
"""How many jobs of each user are looked after."""
EARLIER = (0, 3, 10, 30)
HOST = "https://gateway.example"
FIVE, TEN, LIKELY = "every 5 s", "every 10 s", "when likely"
WAYS: Mapping[str, Pauses] = {
    FIVE: lambda _: repeat(5.0),
    TEN: lambda _: repeat(10.0),
    LIKELY: pauses,
}
LAG_OF_FIVE = 2.5
TENTH = NormalDist().inv_cdf(0.9)


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


@dataclass(frozen=True, slots=True)
class Result:
    """What one way of looking came to, as means over all lives."""

    lag: float
    questions: float

    def beats(self, other: Result) -> bool:
        """Tell whether it is better in both."""
        return self.lag < other.lag and self.questions < other.questions


async def look_after(
    seconds: float, band: tuple[float, float], way: Pauses, *, end: str = "succeed"
) -> Result:
    """Return how late the end was noticed, and how many questions were asked."""
    clock, asked = VirtualClock(), 0

    def answer(_: httpx.Request) -> httpx.Response:
        nonlocal asked
        asked += 1
        status = end if clock.now >= seconds else "processing"
        data = {"task_id": "t-1", "task_status": status}
        return httpx.Response(200, json={"code": 0, "data": data})

    progress = watched(band, clock)
    transport = httpx.MockTransport(answer)
    async with KlingClient(
        "sk-0123456789", base_url=HOST, transport=transport
    ) as kling:
        pause = way(progress)
        await progress.pause(next(pause))
        async for _ in watch(lambda: kling, "t-1", pause=pause, progress=progress):
            pass
    return Result(clock.now - seconds, asked)


def watched(band: tuple[float, float], clock: VirtualClock) -> Progress:
    """Return the progress of a job that was sent just now."""
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
    return Progress(Feed(snapshot), journal=journal, clock=clock, speed=1.0)


def jobs(
    draw: Draw, *, earlier: int, learned: Draw | None = None, users: int = USERS
) -> list[Job]:
    """Return lives, always the same, each with the band that its user knows by then.

    Args:
        draw: Gives the length of a life.
        earlier: How many jobs each user had before.
        learned: Gives the lengths of those, if they were others.
        users: How many users there are.
    """
    lives, past = random.Random(2026), random.Random(2027)  # noqa: S311 - no secrets
    found = []
    for _ in range(users):
        known = [(learned or draw)(past) for _ in range(earlier)]
        band = usual_seconds(known, "5")
        found += [(draw(lives), band) for _ in range(JOBS)]
    return found


async def measured(of_users: list[Job], way: Pauses, *, end: str = "succeed") -> Result:
    """Return the means over all jobs, each of which ends with the same status."""
    random.seed(2026)  # the client sways its pauses
    found = [await look_after(life, band, way, end=end) for life, band in of_users]
    lag = mean(result.lag for result in found)
    return Result(lag, mean(result.questions for result in found))


def simulated(dice: random.Random) -> float:
    """Return how long a task of the simulator takes at speed 1."""
    asked: dict[str, Any] = {"mode": "std", "duration": "5", "speed": 1.0, "reason": ""}
    return plan_life(created_ms=0, seed=f"task {dice.random()}", **asked).over_ms / 1000


def between(low: float, high: float) -> Draw:
    """Return log-normal lives, a tenth of them below *low*, a tenth above *high*."""
    middle, spread = math.log(low * high) / 2, math.log(high / low) / 2 / TENTH
    return lambda dice: dice.lognormvariate(middle, spread)


LIVES: Mapping[str, Draw] = {
    "simulator": simulated,
    "2 to 4 minutes": between(120, 240),
    "1 to 5 minutes": between(*DOCUMENTED),
}
USUAL = LIVES["2 to 4 minutes"]
UNUSUAL: Mapping[str, tuple[Draw, str]] = {
    "ten times as long": (lambda dice: USUAL(dice) * 10, "succeed"),
    "a fifth as long": (lambda dice: USUAL(dice) / 5, "succeed"),
    "failed": (lambda dice: USUAL(dice) * dice.random(), "failed"),
}


def least_questions(draw: Draw, lag: float) -> float:
    """Return the fewest questions, about, that a mean lag takes on such lives."""
    dice = random.Random(2026)  # noqa: S311 - a benchmark repeats itself
    parts = 200
    lives = [draw(dice) for _ in range(100 * parts)]
    cuts = (min(lives), *quantiles(lives, n=parts), max(lives))
    integral = sum(
        math.sqrt((1 - (part + 0.5) / parts) * (after - before) / parts)
        for part, (before, after) in enumerate(pairwise(cuts))
    )
    return integral**2 / (2 * lag)


def table(
    rows: Mapping[str, list[Job]], *, least: float = 0.0, end: str = "succeed"
) -> None:
    """Print one line for each row; all are of the same lives."""
    same = next(iter(rows.values()))
    others = [asyncio.run(measured(same, WAYS[way], end=end)) for way in (FIVE, TEN)]
    for name, of_users in rows.items():
        ours = asyncio.run(measured(of_users, WAYS[LIKELY], end=end))
        cells = [f"{each.lag:6.1f}{each.questions:7.1f}" for each in (*others, ours)]
        cells += [
            f"{ours.lag / each.lag:6.2f}{ours.questions / each.questions:6.2f} "
            f"{'both' if ours.beats(each) else '-':4}"
            for each in others
        ]
        print(f"{name:31}" + "  ".join((*cells, f"{least:5.1f}" if least else "")))


def main() -> None:
    """Print lag and questions of each way on each kind of life, and our shares."""
    heads = (f"{FIVE:>13}", f"{TEN:>13}", f"{LIKELY:>13}")
    shares = (f"{'share of 5 s':^17}", f"{'share of 10 s':^17}", "least")
    print(f"{'':31}" + "  ".join((*heads, *shares)))
    units = [f"{'lag':>6}{'asked':>7}"] * 3 + [f"{'lag':>6}{'asked':>6}     "] * 2
    print(f"{f'mean of {USERS * JOBS} jobs':31}" + "  ".join(units))
    for kind, draw in LIVES.items():
        rows = {f"{kind}, {n} before": jobs(draw, earlier=n) for n in EARLIER}
        table(rows, least=least_questions(draw, LAG_OF_FIVE))
    for kind, (draw, end) in UNUSUAL.items():
        table({kind: jobs(draw, earlier=30, learned=USUAL)}, end=end)


if __name__ == "__main__":
    main()
