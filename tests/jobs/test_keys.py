"""Keys and balances that do not do, before a task exists and after: at the simulator."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from kling_widgets.api import KlingClient, Secret
from kling_widgets.errors import AccountRejected, AuthRejected
from kling_widgets.jobs import JobRunner, JobState
from kling_widgets.jobs.gateway._gateway import Gateway
from kling_widgets.simulator import Simulator, Switches
from tests.jobs._left import MINE, left_in
from tests.jobs._scripted import COMETAPI, HOST, PATIENCE, TASK_ID, Scripted, finished
from tests.jobs.conftest import KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs import Job, JobSnapshot, Settings
    from kling_widgets.jobs._loop import LoopThread
    from tests.jobs.conftest import FastClock

SPEED = 2_000.0


@pytest.fixture
def kling(somewhere: Settings) -> Simulator:
    return Simulator(somewhere.home / "kling", base_url=HOST, speed=SPEED)


@pytest.fixture
def start(loop: LoopThread, somewhere: Settings) -> Iterator[Callable[..., JobRunner]]:
    """Return a function that gives a kernel with this key, or none, for one provider."""
    runners: list[JobRunner] = []

    def make(provider: Simulator | Scripted, key: str | None) -> JobRunner:
        if isinstance(provider, Simulator):
            line = httpx.ASGITransport(app=provider.app)
            transport = httpx.MockTransport(line.handle_async_request)
        else:
            transport = httpx.MockTransport(provider)

        def connect(settings: Settings) -> Gateway:
            key = settings.api_key
            client = KlingClient(key, provider=COMETAPI, transport=transport)
            return Gateway(client=client, files=transport, speed=SPEED)

        runner = JobRunner(with_key(somewhere, key), loop, connect=connect)
        runners.append(runner)
        return runner

    yield make
    loop.close(*(runner.aclose for runner in runners))


def with_key(somewhere: Settings, key: str | None) -> Settings:
    if key is None:
        return somewhere
    return replace(somewhere, provider="cometapi", base_url=HOST, api_key=Secret(key))


@contextmanager
def seen(job: Job, is_so: Callable[[JobSnapshot], bool]) -> Iterator[None]:
    """Wait, at the end of the block, until the job is so."""
    event = threading.Event()
    end = job.subscribe(lambda snapshot: event.set() if is_so(snapshot) else None)
    yield
    assert event.wait(PATIENCE), job.snapshot
    end()


@pytest.mark.parametrize(
    ("switch", "code", "error"),
    [
        ({"balance": Decimal(0)}, None, AccountRejected),
        ({}, "1000", AuthRejected),
    ],
)
def test_a_refusal_before_a_task_exists_is_final_and_free(
    kling: Simulator,
    start: Callable[..., JobRunner],
    request_: ImageToVideoRequest,
    switch: dict[str, Any],
    *,
    code: str | None,
    error: type[Exception],
) -> None:
    """Nothing waits to be sent by itself; who mends it and asks again pays once."""
    kling.switches = Switches(**switch)
    if code:
        kling.script(code)
    runner = start(kling, KEY)
    refused = runner.submit(request_)
    with pytest.raises(error):
        refused.wait(PATIENCE)
    charged = len(kling.ledger.charges)
    kling.switches = Switches()
    job = runner.submit(request_)
    job.wait(PATIENCE)

    assert (refused.status, refused.snapshot.held, charged) == ("rejected", None, 0)
    assert (job.status, len(kling.ledger.charges)) == ("saved", 1)
    assert job.id != refused.id


def test_a_key_of_another_account_loses_nothing(
    kling: Simulator,
    start: Callable[..., JobRunner],
    request_: ImageToVideoRequest,
    somewhere: Settings,
) -> None:
    """Its task is not known there: that is said, and the right key finds it again."""
    kling.script("1002", on="query", times=1_000_000)
    runner = start(kling, KEY)
    job = runner.submit(request_)
    with seen(job, lambda snapshot: snapshot.held == "auth"):
        pass
    kling.unscript()
    with seen(job, lambda snapshot: "must be one of the same account" in snapshot.note):
        runner.renew(with_key(somewhere, "sk-somebody-else"))
    elsewhere = job.snapshot.state
    runner.renew(with_key(somewhere, KEY))
    job.wait(PATIENCE)

    assert not elsewhere.is_final
    assert (job.status, len(kling.ledger.posts)) == ("saved", 1)


def test_a_job_of_a_kernel_without_a_key_waits_for_one(
    start: Callable[..., JobRunner],
    request_: ImageToVideoRequest,
    somewhere: Settings,
    clock: FastClock,
    mp4: bytes,
) -> None:
    """The place is named that it is for; nothing is asked there before."""
    left_in(JobState.SUBMITTED, somewhere, clock, request_, task_id=TASK_ID)
    gateway = Scripted([], [finished()], mp4)
    runner = start(gateway, None)
    (job,) = runner.resume()
    with seen(job, lambda snapshot: snapshot.held == "auth"):
        pass
    held = job.snapshot
    runner.renew(with_key(somewhere, KEY))
    job.wait(PATIENCE)

    assert f"configure(base_url='{HOST}', api_key=…)" in held.note
    assert (job.id, job.status, gateway.sent) == (MINE, "saved", [])
