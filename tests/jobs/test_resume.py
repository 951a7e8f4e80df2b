"""Jobs that an earlier kernel left, picked up where they were."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.errors import AmbiguousSubmit, InputError, WaitTimeout
from kling_widgets.jobs import JobState
from kling_widgets.jobs.seats._carry import LOOK_SECONDS
from kling_widgets.jobs.seats._lock import ownership
from tests.jobs._left import MINE, NOT_FOUND, OWNS, left_in
from tests.jobs._scripted import PATIENCE, TASK_ID, Scripted, answer, finished

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs import Settings
    from tests.jobs._scripted import Against
    from tests.jobs.conftest import FastClock


@pytest.mark.parametrize(
    "state", [JobState.SUBMITTED, JobState.PROCESSING, JobState.SUCCEED]
)
def test_a_task_that_exists_is_followed_to_its_clip(
    state: JobState,
    *,
    against: Against,
    somewhere: Settings,
    clock: FastClock,
    request_: ImageToVideoRequest,
    mp4: bytes,
) -> None:
    """No picture is needed for it, and nothing is sent."""
    left_in(state, somewhere, clock, request_, task_id=TASK_ID)
    gateway = Scripted([], [answer("processing"), finished()], mp4)
    (job,) = against(gateway).resume()

    assert job.wait(PATIENCE).path.exists()
    assert (job.id, job.status, gateway.sent) == (MINE, "saved", [])


def test_what_was_being_sent_is_looked_for_and_found(
    against: Against,
    somewhere: Settings,
    clock: FastClock,
    request_: ImageToVideoRequest,
    mp4: bytes,
) -> None:
    """`submitting` without an owner means unknown; our own id finds the task."""
    left_in(JobState.SUBMITTING, somewhere, clock, request_)
    gateway = Scripted([], [NOT_FOUND, NOT_FOUND, answer(), finished()], mp4)
    (job,) = against(gateway).resume()
    job.wait(PATIENCE)

    assert (job.status, job.task_id, gateway.sent) == ("saved", TASK_ID, [])


def test_what_was_being_sent_is_not_sent_when_asked_for_again(
    against: Against,
    somewhere: Settings,
    clock: FastClock,
    request_: ImageToVideoRequest,
    mp4: bytes,
) -> None:
    """Who runs the cell again gets the job that may exist, not a second charge."""
    left_in(JobState.SUBMITTING, somewhere, clock, request_)
    gateway = Scripted([answer()], [finished()], mp4, known_after=1)
    job = against(gateway).submit(request_)
    with pytest.raises(AmbiguousSubmit):
        job.wait(PATIENCE)

    assert (job.id, job.status, gateway.sent) == (MINE, "unknown", [])


def test_what_is_never_found_stays_open_and_unsent(
    against: Against,
    somewhere: Settings,
    clock: FastClock,
    request_: ImageToVideoRequest,
) -> None:
    """The answer "not found" proves nothing: the job says that it may be charged."""
    left_in(JobState.SUBMITTING, somewhere, clock, request_)
    gateway = Scripted([], [NOT_FOUND])
    (job,) = against(gateway).resume()
    with pytest.raises(AmbiguousSubmit, match="may be charged"):
        job.wait(PATIENCE)

    assert (job.status, gateway.sent) == ("unknown", [])
    assert clock.slept[1:9] == [2, 3, 5, 20, 30, 60, 180, 600]


def test_what_was_never_sent_is_offered(
    against: Against,
    somewhere: Settings,
    clock: FastClock,
    request_: ImageToVideoRequest,
    mp4: bytes,
) -> None:
    """Nothing is sent behind the user's back; the same request sends that job."""
    left_in(JobState.PREPARED, somewhere, clock, request_)
    gateway = Scripted([answer()], [finished()], mp4)
    runner = against(gateway)
    (offered,) = runner.resume()

    assert (offered.status, gateway.sent) == ("prepared", [])
    assert "Never sent" in offered.snapshot.note

    job = runner.submit(request_)
    job.wait(PATIENCE)

    assert [sent["external_task_id"] for sent in gateway.sent] == [MINE]
    assert job is offered


def test_a_job_of_another_kernel_is_shown_and_not_driven(
    monkeypatch: pytest.MonkeyPatch,
    *,
    against: Against,
    somewhere: Settings,
    clock: FastClock,
    request_: ImageToVideoRequest,
    mp4: bytes,
) -> None:
    """While its lock is held nothing is asked; once it is free it is driven here.

    How long such a clip usually takes is said all the while.
    """
    left_in(JobState.SUBMITTED, somewhere, clock, request_, task_id=TASK_ID)
    asked: list[bool] = []
    gateway = Scripted([], [finished()], mp4)
    looked_on, wait = Event(), clock.sleep

    async def look_on(seconds: float) -> None:
        await wait(seconds)
        if clock.slept.count(LOOK_SECONDS) > 3:
            looked_on.set()

    monkeypatch.setattr(clock, "sleep", look_on)
    with held_by_a_child(somewhere) as child:
        (job,) = against(counting(gateway, asked)).resume()
        assert looked_on.wait(PATIENCE)
        asked_while_held, seen = list(asked), job.snapshot
        with pytest.raises(InputError, match=f"process {child.pid}"):
            job.abandon()
        child.kill()
    job.wait(PATIENCE)

    assert (asked_while_held, job.status) == ([], "saved")
    assert (seen.driver, job.snapshot.driver) == (child.pid, None)
    assert seen.usual == (60.0, 300.0)


def test_what_was_never_sent_can_be_withdrawn(
    against: Against, somewhere: Settings, clock: FastClock, request_: Any
) -> None:
    """A job that nobody will send any more need not be offered for ever."""
    left_in(JobState.PREPARED, somewhere, clock, request_)
    runner = against(Scripted([], []))
    (job,) = runner.resume()
    job.stop_watching()
    with pytest.raises(WaitTimeout, match="nothing is charged"):
        job.wait(PATIENCE)

    assert (job.status, runner.resume()) == ("cancelled", ())


def counting(gateway: Scripted, asked: list[bool]) -> Any:
    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(True)
        return gateway(request)

    return handler


@contextmanager
def held_by_a_child(somewhere: Settings) -> Iterator[subprocess.Popen[str]]:
    """Another process that owns the job until it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", OWNS, str(somewhere.home), MINE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout
        assert child.stdout.readline() == "True\n"
        yield child
        child.kill()


def test_the_lock_outlives_nobody(somewhere: Settings) -> None:
    """It is held against others for life, and free the moment its owner is killed."""
    somewhere.home.mkdir(parents=True)
    with held_by_a_child(somewhere) as child:
        with ownership(somewhere.home, MINE) as is_mine:
            assert not is_mine
        child.kill()
        child.wait()
        with ownership(somewhere.home, MINE) as is_mine:
            assert is_mine

    lock = somewhere.home / "locks" / f"{MINE}.lock"
    assert lock.stat().st_mode & 0o777 == 0o600


def test_picking_up_twice_gives_the_same_jobs(
    against: Against, somewhere: Settings, clock: FastClock, request_: Any, mp4: bytes
) -> None:
    """One row, one live job."""
    left_in(JobState.SUBMITTED, somewhere, clock, request_, task_id=TASK_ID)
    gateway = Scripted([], [answer("processing")], mp4)
    runner = against(gateway)
    first, second = runner.resume(), runner.resume()
    gateway.gets = [finished()]
    first[0].wait(PATIENCE)

    assert first == second


def test_every_event_is_numbered_without_a_gap(
    against: Against, somewhere: Settings, clock: FastClock, request_: Any, mp4: bytes
) -> None:
    """Who reads the journal later sees everything that happened, in order."""
    left_in(JobState.SUBMITTING, somewhere, clock, request_)
    (job,) = against(Scripted([], [NOT_FOUND, answer(), finished()], mp4)).resume()
    job.wait(PATIENCE)
    db = sqlite3.connect(somewhere.home / "journal.sqlite3")
    numbers = [n for (n,) in db.execute("SELECT n FROM event ORDER BY n")]
    db.close()

    assert numbers == list(range(len(numbers)))
