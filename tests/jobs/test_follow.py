"""Looking how a task is doing."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import httpx
import pytest

from kling_widgets.errors import Rejected, TaskFailed, WaitTimeout
from tests.jobs._scripted import PATIENCE, Scripted, answer, finished, refusal

if TYPE_CHECKING:
    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs import JobSnapshot
    from tests.jobs._scripted import Against


def test_a_failed_task_gives_klings_own_reason(
    against: Against, request_: ImageToVideoRequest
) -> None:
    """The outer message says SUCCEED; the reason is `task_status_msg`."""
    reason = "Failure to pass the risk control system"
    gateway = Scripted([answer()], [answer("failed", task_status_msg=reason)])
    job = against(gateway).submit(request_)
    with pytest.raises(TaskFailed, match=reason):
        job.wait(PATIENCE)

    assert job.status == "failed"


def test_an_unknown_status_is_still_running(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """It is shown raw, and the looking goes on."""
    gateway = Scripted([answer()], [answer("dreaming"), finished()], mp4)
    job = against(gateway).submit(request_)
    told: list[tuple[str, str]] = []
    job.subscribe(lambda shot: told.append((shot.status_text, shot.note)))
    job.wait(PATIENCE)

    assert ("dreaming", "Kling says 'dreaming'; still waiting.") in told
    assert job.status == "saved"


def test_an_unanswered_question_is_asked_again(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """A web page, no connection, a busy gateway: looking goes on until the end."""
    troubles = [
        httpx.Response(502, html="<h1>Bad gateway</h1>"),
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        refusal(429, 1302, "too fast"),
    ]
    gateway = Scripted([answer()], [*troubles, finished()], mp4)
    job = against(gateway).submit(request_)
    job.wait(PATIENCE)

    assert len(gateway.sent) == 1


def test_stopping_says_what_it_does(
    against: Against, request_: ImageToVideoRequest
) -> None:
    """The task goes on; waiting for it ends with a sentence."""
    gateway = Scripted([answer()], [answer("processing")])
    job = against(gateway).submit(request_)
    job.stop_watching()
    with pytest.raises(WaitTimeout, match=r"billed|nothing is charged"):
        job.wait(PATIENCE)

    assert not job.snapshot.watching


def test_waiting_can_end_before_the_job(
    against: Against, request_: ImageToVideoRequest
) -> None:
    """A wait that runs out says that the task goes on."""
    hold = Event()

    def slow(request: httpx.Request) -> httpx.Response:
        hold.wait(PATIENCE)
        return refusal(400, 1201, "no")

    job = against(slow).submit(request_)
    with pytest.raises(WaitTimeout, match="The task goes on"):
        job.wait(0.05)
    hold.set()
    with pytest.raises(Rejected):
        job.wait(PATIENCE)


def test_a_listener_that_breaks_does_not_break_the_job(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """A widget with a bug costs no clip."""

    def broken(snapshot: JobSnapshot) -> None:
        raise RuntimeError("a view with a bug")

    gateway = Scripted([answer()], [finished()], mp4)
    job = against(gateway).submit(request_)
    job.subscribe(broken)

    assert job.wait(PATIENCE).path.exists()
