"""What one job teaches about a gateway, for whom, and for how long."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from kling_widgets.api import KlingClient
from kling_widgets.errors import AmbiguousSubmit
from kling_widgets.jobs.gateway._capabilities import GOOD_FOR, Can, Capabilities
from kling_widgets.jobs.gateway._gateway import Gateway
from kling_widgets.jobs.journal._journal import Journal
from kling_widgets.simulator import Simulator, Switches
from tests.jobs._scripted import HOST, PATIENCE
from tests.jobs.conftest import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs import Settings
    from kling_widgets.jobs._loop import LoopThread
    from tests.jobs.conftest import FastClock


class Kling:
    """The simulator, on the test's clock; it remembers what it was asked."""

    def __init__(self, home: Path, clock: FastClock, switches: Switches) -> None:
        self.simulator = Simulator(
            home,
            base_url=HOST,
            speed=1.0,
            clock=lambda: clock.wall().timestamp(),
            switches=switches,
        )
        self._line = httpx.ASGITransport(app=self.simulator.app)
        self.asked: list[str] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            self.asked.append(request.url.path.rpartition("/")[2])
        return await self._line.handle_async_request(request)


def proven_in(home: Path) -> dict[str, bool]:
    db = sqlite3.connect(home / "journal.sqlite3")
    found = db.execute("SELECT name, value FROM capability").fetchall()
    db.close()
    return {name: bool(value) for name, value in found}


def see_out(loop: LoopThread) -> None:
    """Wait for what jobs still do when their clips are there."""

    async def all_ended() -> None:
        await asyncio.gather(*loop._tasks)

    loop.submit(all_ended()).result(PATIENCE)


@pytest.mark.parametrize("echo", [True, False])
def test_a_clip_teaches_whether_tasks_are_found_by_our_id(
    against: Any,
    somewhere: Settings,
    loop: LoopThread,
    clock: FastClock,
    request_: ImageToVideoRequest,
    *,
    echo: bool,
) -> None:
    """It is asked once, after the clip is safe; an answer without our id says nothing."""
    switches = Switches(lookup=True, echo=echo)
    kling = Kling(somewhere.home / "kling", clock, switches)
    runner = against(kling)
    jobs = []
    for _ in range(2):
        jobs.append(runner.submit(request_, again=True))
        jobs[-1].wait(PATIENCE)
        see_out(loop)

    assert proven_in(somewhere.home) == {
        "lookup": True,
        **({"echo": True} if echo else {}),
    }
    assert sum(job.id in kling.asked for job in jobs) == 1


def test_where_no_task_is_found_by_our_id_one_look_is_enough(
    against: Any,
    somewhere: Settings,
    loop: LoopThread,
    clock: FastClock,
    request_: ImageToVideoRequest,
) -> None:
    """A lost answer is then told to be unknown at once, not in an hour."""
    switches = Switches(lookup=False, list_route=False)
    kling = Kling(somewhere.home / "kling", clock, switches)
    runner = against(kling)
    runner.submit(request_).wait(PATIENCE)
    see_out(loop)
    kling.simulator.script("lost")
    lost = runner.submit(request_, again=True)
    start = clock.now
    with pytest.raises(AmbiguousSubmit):
        lost.wait(PATIENCE)

    assert proven_in(somewhere.home)["lookup"] is False
    assert (kling.asked.count(lost.id), lost.status) == (1, "unknown")
    assert clock.now - start < 60


@pytest.fixture
def journal(somewhere: Settings, clock: FastClock) -> Iterator[Journal]:
    journal = Journal(somewhere.home, clock)
    yield journal
    journal.close()


def known_to(
    journal: Journal, clock: FastClock, *, base_url: str = HOST, key_fp: str = "mine"
) -> Capabilities:
    gateway = Gateway(client=KlingClient(KEY, base_url=base_url), key_fp=key_fp)
    return Capabilities(gateway, journal, clock)


def test_it_holds_for_one_place_and_one_key(journal: Journal, clock: FastClock) -> None:
    """Another account, or another gateway, may do otherwise."""
    known_to(journal, clock).learn(Can.LOOKUP, value=True)

    assert known_to(journal, clock).knows(Can.LOOKUP) is True
    assert known_to(journal, clock).knows(Can.LIST) is None
    assert known_to(journal, clock, key_fp="hers").knows(Can.LOOKUP) is None
    there = known_to(journal, clock, base_url="https://other.example")
    assert there.knows(Can.LOOKUP) is None


def test_it_holds_for_a_month(journal: Journal, clock: FastClock) -> None:
    """Gateways change: what was seen long ago is asked for anew."""
    proven = known_to(journal, clock)
    proven.learn(Can.LOOKUP, value=False)
    clock.now += GOOD_FOR.total_seconds()
    before = proven.knows(Can.LOOKUP)
    clock.now += 1
    after = proven.knows(Can.LOOKUP)
    proven.learn(Can.LOOKUP, value=True)

    assert (before, after, proven.knows(Can.LOOKUP)) == (False, None, True)
