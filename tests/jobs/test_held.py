"""What holds a job, until when, and that it goes on by itself: at the real simulator."""

from __future__ import annotations

import asyncio
import functools
import shutil
import threading
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from kling_widgets.api import AccessKey, KlingClient, Secret
from kling_widgets.errors import InputError
from kling_widgets.jobs import JobRunner, JobState, _default, configure, runner
from kling_widgets.jobs.gateway._gateway import Gateway
from kling_widgets.jobs.journal._clock import SystemClock
from kling_widgets.simulator import Simulator, Switches
from tests.jobs._scripted import HOST, PATIENCE
from tests.jobs.conftest import KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs import Job, JobSnapshot, Settings
    from kling_widgets.jobs._loop import LoopThread

SPEED = 2_000.0
OLD_PAIR, NEW_PAIR = (AccessKey("A" * 32, letter * 32) for letter in "SN")
"""Two secrets of one account: at another account the task would not be known."""
OFTEN = 1_000_000
LONG_SECONDS = 100 / SPEED
"""What a test for a wake-up never waits out."""


class Shop:
    """The simulator, taken for the real thing, and the line to it."""

    def __init__(self, home: Path) -> None:
        self.simulator = Simulator(home, speed=SPEED, base_url=HOST)
        self._line = httpx.ASGITransport(app=self.simulator.app)
        self.is_cut = False

    def take_only(self, pair: AccessKey) -> None:
        """Take this pair of keys and no other from now on."""
        keys = {pair.access_key.reveal(): pair.secret_key.reveal()}
        self.simulator.switches = Switches(access_keys=keys)

    async def answer(self, request: httpx.Request) -> httpx.Response:
        if self.is_cut:
            raise httpx.ConnectError("no route to host")
        return await self._line.handle_async_request(request)

    def connect(self, settings: Settings) -> Gateway:
        transport = httpx.MockTransport(self.answer)
        key, provider = settings.api_key, settings.service
        client = KlingClient(key, provider=provider, transport=transport)
        return Gateway(client=client, files=transport, speed=SPEED)

    @property
    def posts(self) -> int:
        return len(self.simulator.ledger.posts)


class Sleepless(SystemClock):
    """A clock on which a long wait ends only when somebody wakes the job."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds if seconds < LONG_SECONDS else PATIENCE)


@pytest.fixture
def shop(somewhere: Settings) -> Shop:
    return Shop(somewhere.home / "simulator")


@pytest.fixture
def jobs(shop: Shop, somewhere: Settings, loop: LoopThread) -> Iterator[JobRunner]:
    live = replace(somewhere, provider="cometapi", base_url=HOST, api_key=Secret(KEY))
    jobs = JobRunner(live, loop, connect=shop.connect)
    yield jobs
    loop.close(jobs.aclose)


@pytest.fixture
def default(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The runner that everything uses, with a real key for this shop."""
    made = functools.partial(JobRunner, connect=shop.connect, clock=Sleepless())
    monkeypatch.setattr(_default, "JobRunner", made)
    configure(provider="cometapi", base_url=HOST, api_key=Secret(KEY))
    yield
    _default.close()
    configure(provider=None, base_url=None, api_key=None)


@contextmanager
def seen(job: Job, is_so: Callable[[JobSnapshot], bool]) -> Iterator[threading.Event]:
    """An event that is set once the job is so."""
    event = threading.Event()
    end = job.subscribe(lambda snapshot: event.set() if is_so(snapshot) else None)
    yield event
    end()


def held_by(job: Job, why: str) -> JobSnapshot:
    """Wait until the job is held for that, and return how it looks then."""
    found: list[JobSnapshot] = []  # a moment later it may be trying again

    def is_held(snapshot: JobSnapshot) -> bool:
        if snapshot.held == why:
            found.append(snapshot)
        return bool(found)

    with seen(job, is_held) as held:
        assert held.wait(PATIENCE), job.snapshot
    return found[0]


@pytest.mark.parametrize(
    ("fault", "why", "says"),
    [
        (("1303", "create"), "rate", "All places for running tasks are taken"),
        (("1302", "create"), "rate", "Too many requests"),
        (("1102", "query"), "balance", "once the account can pay"),
        (("1002", "query"), "auth", "has set a working key of the same account"),
    ],
)
def test_what_the_provider_refuses_for_now_is_waited_for(
    shop: Shop,
    jobs: JobRunner,
    request_: ImageToVideoRequest,
    *,
    fault: tuple[str, Any],
    why: str,
    says: str,
) -> None:
    """The job says why and until when, and goes on when the cause is gone."""
    code, on = fault
    shop.simulator.script(code, on=on, times=OFTEN)
    job = jobs.submit(request_)
    held = held_by(job, why)
    shop.simulator.unscript()
    job.wait(PATIENCE)

    assert says in held.note
    assert held.held_until
    now = job.snapshot
    assert (job.status, now.held, now.held_until) == ("saved", None, None)
    assert len(shop.simulator.ledger.charges) == 1


def test_offline_is_waited_for_before_and_after_it_is_sent(
    shop: Shop, jobs: JobRunner, request_: ImageToVideoRequest
) -> None:
    """What never left is sent once the line is back, and asked for on it."""
    shop.is_cut = True
    job = jobs.submit(request_)
    unsent = held_by(job, "offline")
    posts = shop.posts
    with seen(job, lambda snapshot: snapshot.task_id is not None) as sent:
        shop.is_cut = False
        assert sent.wait(PATIENCE)
        shop.is_cut = True
    unheard = held_by(job, "offline")
    shop.is_cut = False
    job.wait(PATIENCE)

    assert (posts, shop.posts) == (0, 1)
    assert unsent.held_until
    assert "Nothing was sent" in unsent.note
    assert "The task is safe" in unheard.note


def test_a_full_disk_is_waited_for(
    shop: Shop,
    jobs: JobRunner,
    request_: ImageToVideoRequest,
    monkeypatch: pytest.MonkeyPatch,
    somewhere: Settings,
) -> None:
    """The clip stays at the provider until there is room, and is saved then."""
    usage = shutil.disk_usage(somewhere.home.parent)
    free = [1_000]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=free[0]))
    job = jobs.submit(request_)
    held = held_by(job, "disk")
    free[0] = usage.free
    clip = job.wait(PATIENCE)

    assert "saved here as soon as there is room" in held.note
    assert held.held_until
    assert (clip.path.exists(), job.snapshot.held) == (True, None)


def blocked(shop: Shop, jobs: JobRunner, request: Any, somewhere: Settings) -> Job:
    """A job whose folder became a file after it was sent."""
    shop.is_cut = True
    job = jobs.submit(request)
    held_by(job, "offline")
    shutil.rmtree(somewhere.output_dir)
    somewhere.output_dir.touch()
    shop.is_cut = False
    held_by(job, "readonly")
    return job


def test_a_folder_that_cannot_be_written_is_waited_for(
    shop: Shop, jobs: JobRunner, request_: ImageToVideoRequest, somewhere: Settings
) -> None:
    """The job names the folder, and goes on when it can be written."""
    job = blocked(shop, jobs, request_, somewhere)
    held = job.snapshot
    somewhere.output_dir.unlink()
    clip = job.wait(PATIENCE)

    assert str(somewhere.output_dir) in held.note
    assert (held.state, clip.path.parent) == (JobState.SUCCEED, somewhere.output_dir)


def test_another_folder_helps(
    shop: Shop,
    jobs: JobRunner,
    request_: ImageToVideoRequest,
    somewhere: Settings,
    tmp_path: Path,
) -> None:
    """The clip goes where the user says, at once and for good."""
    job = blocked(shop, jobs, request_, somewhere)
    with pytest.raises(InputError, match=r"folder: .* is a file, not a folder"):
        job.save_to(somewhere.output_dir)
    job.save_to(tmp_path / "elsewhere")
    clip = job.wait(PATIENCE)

    assert clip.path.parent == tmp_path / "elsewhere"
    with pytest.raises(InputError, match="is saved"):
        job.save_to(tmp_path)


def test_a_new_key_wakes_what_waits_for_one(
    shop: Shop, default: None, request_: ImageToVideoRequest
) -> None:
    """`configure` alone is enough: nobody has to start or show anything."""
    configure(provider="kling", base_url=f"{HOST}/v1", api_key=OLD_PAIR)
    shop.take_only(OLD_PAIR)
    job = runner().submit(request_)
    with seen(job, lambda snapshot: snapshot.task_id is not None) as sent:
        assert sent.wait(PATIENCE)
        shop.take_only(NEW_PAIR)
    held_by(job, "auth")
    configure(api_key=NEW_PAIR)
    job.wait(PATIENCE)

    assert (job.status, shop.posts) == ("saved", 1)
    assert len(shop.simulator.ledger.charges) == 1


def test_a_job_is_not_left_behind_with_its_settings(
    shop: Shop, default: None, request_: ImageToVideoRequest
) -> None:
    """Settings that change make no stranger of a job that this kernel drives."""
    shop.is_cut = True
    job = runner().submit(request_)
    held_by(job, "offline")
    configure(simulator_speed=7)

    assert runner().unfinished() == 0
    assert runner().resume() == (job,)
    assert runner().submit(request_) is job


def test_a_look_now_ends_the_waiting(
    shop: Shop, default: None, request_: ImageToVideoRequest
) -> None:
    """Whoever has mended it need not wait until it is tried again."""
    shop.simulator.script("1102", on="query", times=OFTEN)
    job = runner().submit(request_)
    held_by(job, "balance")
    shop.simulator.unscript()
    job.look_now()

    assert job.wait(PATIENCE).path.exists()
    with pytest.raises(InputError, match="is known"):
        job.look_now()
