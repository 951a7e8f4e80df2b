"""A program that lets kernels die, and others pick up what they left.

Usage: `python -m tests.jobs._crasher KIND URL FOLDER WHAT …`, where KIND names one of
the functions in `KINDS`. It prints a line of JSON for each run: its home, the jobs that
were begun there, how kernels ended, and what later ones made of it.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import sys
import time
import urllib.request
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kling_widgets import _crash, configure
from tests.jobs._invariants import check_use, outcome
from tests.jobs._kernels import Kernel
from tests.jobs._work import PATIENCE, job_id, pick_up, pinch, race, start

if TYPE_CHECKING:
    from collections.abc import Callable

ATTEMPTS = 20
"""Jobs that are tried for one point: a task can be over before it is seen at work."""
KILLED = "SIGKILL"

SILENT, LOST = "server_silent", "server_lost"
POINTS = (*_crash.POINTS, SILENT, LOST)
"""Where a run goes wrong: a client dies there, or the server does not answer.

Both servers make the task. While one says nothing the client is killed; the other
loses its reply, and the client lives.
"""
LATER_POINTS = (
    "after_lock",
    *_crash.POINTS[_crash.POINTS.index("poll_answered") :],
)
"""Those that a kernel passes, too, which picks a job up."""

RACERS, RACE_JOBS = 4, 15
STOP_SECONDS = 3.0


class Place:
    """The server, and a folder where each run gets a home."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self._folder = folder
        self._numbers = count()

    def settle(self) -> int:
        """Make the next home that of all kernels from now on."""
        self.number = next(self._numbers)
        self.home = self._folder / str(self.number)
        configure(home=self.home, output_dir=self.home / "clips")
        return self.number

    def told(self, what: str, **more: Any) -> dict[str, Any]:
        """Let two kernels pick up what is left, and tell of it."""
        states, outcomes = [], []
        for _ in range(2):
            states.append(ended(Kernel(partial(pick_up, self.url))))
            outcomes.append(outcome(self.home))
        return {
            "what": what,
            "home": str(self.home),
            "ids": [job_id(self.number)],
            "states": states,
            "outcomes": outcomes,
            **more,
        }


def points(place: Place, point: str) -> dict[str, Any]:
    """Go wrong at a point."""
    return place.told(point, died=die_at(place, point))


def pairs(place: Place, pair: str) -> dict[str, Any]:
    """Go wrong at the first point of a pair, and die at the second in a recovery."""
    first, _, second = pair.partition("+")
    died = die_at(place, first)
    later = ended(Kernel(partial(pick_up, place.url), dies_at=second))
    return place.told(pair, died=died, later=later)


def kills(place: Place, seed: str) -> dict[str, Any]:
    """Kill two kernels at any time, and let two pick up at once."""
    chance = random.Random(seed)
    number = place.settle()
    kernels = [
        Kernel(partial(start, place.url, number)),
        Kernel(partial(pick_up, place.url)),
    ]
    window = 0.06 * chance.randint(1, 12)
    for kernel in kernels:
        time.sleep(chance.uniform(0, window))
        kernel.kill()
    died = [ended(kernel) for kernel in kernels]
    both = [Kernel(partial(pick_up, place.url)) for _ in range(2)]
    return place.told(seed, died=died, later=[ended(kernel) for kernel in both])


def stops(place: Place, seed: str) -> dict[str, Any]:
    """Freeze a kernel at any time, while another picks up what it can."""
    chance = random.Random(seed)
    frozen = Kernel(partial(start, place.url, place.settle()))
    time.sleep(chance.uniform(0, 0.7))
    other = Kernel(partial(pick_up, place.url))
    frozen.freeze(STOP_SECONDS)
    return place.told(seed, died=[ended(kernel) for kernel in (frozen, other)])


def races(place: Place, what: str) -> dict[str, Any]:
    """Let several kernels ask for the same things at the same time."""
    place.settle()
    barrier = multiprocessing.get_context("fork").Barrier(RACERS)
    work = partial(race, place.url, RACE_JOBS, barrier)
    kernels = [Kernel(work) for _ in range(RACERS)]
    return place.told(what, died=[ended(kernel) for kernel in kernels])


def budgets(place: Place, what: str) -> dict[str, Any]:
    """Let each kernel ask for something else, where there is money for one of them."""
    place.settle()
    barrier = multiprocessing.get_context("fork").Barrier(RACERS)
    kernels = [
        Kernel(partial(pinch, place.url, own * RACE_JOBS, RACE_JOBS, barrier))
        for own in range(RACERS)
    ]
    return place.told(what, died=[ended(kernel) for kernel in kernels])


KINDS: dict[str, Callable[[Place, str], dict[str, Any]]] = {
    function.__name__: function
    for function in (points, pairs, kills, stops, races, budgets)
}


def die_at(place: Place, point: str) -> str:
    """Let a kernel go wrong at a point of its job's way, and return how it ended."""
    died = ""
    for attempt in range(ATTEMPTS):
        work = partial(start, place.url, place.settle(), slow=attempt > 0)
        died = meet_server(place, point, work) or ended(Kernel(work, dies_at=point))
        if died == KILLED or point == LOST:
            break
    return died


def meet_server(place: Place, point: str, work: Callable[[], str]) -> str:
    """Do the same where it is the server that goes wrong."""
    if point not in {SILENT, LOST}:
        return ""
    own = job_id(place.number)
    fault = {"name": point.removeprefix("server_"), "task": own, "made": True}
    ask(place.url, "faults", fault)
    kernel = Kernel(work)
    if point == SILENT:
        while own not in ask(place.url, "ledger"):
            time.sleep(0.005)
        kernel.kill()
    return ended(kernel)


def ask(url: str, page: str, body: object = None) -> str:
    """Ask the server what no client can."""
    asked = urllib.request.Request(
        f"{url}/simulator/{page}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
        return str(answer.read().decode())


def ended(kernel: Kernel) -> str:
    end = kernel.end()
    check_use(end.seconds, end.growth_bytes, patience=PATIENCE)
    return end.text


def main(kind: str, url: str, folder: str, *wanted: str) -> None:
    place = Place(url, Path(folder))
    for what in wanted:
        sys.stdout.write(json.dumps(KINDS[kind](place, what)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
