"""What a person can decide about a job whose outcome is not known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.errors import AmbiguousSubmit, InputError, KlingError
from kling_widgets.jobs import JobState
from tests.jobs._left import MINE, NOT_FOUND, left_in
from tests.jobs._scripted import (
    PATIENCE,
    TASK_ID,
    Scripted,
    answer,
    finished,
    refusal,
)

if TYPE_CHECKING:
    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs import JobRunner, Settings
    from tests.jobs._scripted import Against
    from tests.jobs.conftest import FastClock


def unknown_job(
    runner: JobRunner, somewhere: Settings, clock: FastClock, request_: Any
) -> Any:
    left_in(JobState.SUBMITTING, somewhere, clock, request_)
    (job,) = runner.resume()
    with pytest.raises(AmbiguousSubmit):
        job.wait(PATIENCE)
    return job


def test_sending_again_takes_a_click_that_names_the_price(
    against: Against, somewhere: Settings, clock: FastClock, request_: Any, mp4: bytes
) -> None:
    """Without the words nothing is sent; with them the same id goes out once."""
    gateway = Scripted([answer()], [NOT_FOUND], mp4)
    job = unknown_job(against(gateway), somewhere, clock, request_)
    with pytest.raises(InputError, match="charged twice"):
        job.send_again(request=request_)
    with pytest.raises(InputError, match="pictures are not kept"):
        job.send_again(may_be_charged_twice=True)
    gateway.gets = [finished()]
    job.send_again(may_be_charged_twice=True, request=request_)
    job.wait(PATIENCE)

    assert [sent["external_task_id"] for sent in gateway.sent] == [MINE]
    assert job.status == "saved"


def test_only_the_same_request_is_sent_again(
    against: Against, somewhere: Settings, clock: FastClock, request_: Any
) -> None:
    """Another prompt under the same id would be another clip."""
    gateway = Scripted([answer()], [NOT_FOUND])
    job = unknown_job(against(gateway), somewhere, clock, request_)
    other = replace(request_, prompt="another")
    with pytest.raises(InputError, match="not the request"):
        job.send_again(may_be_charged_twice=True, request=other)

    assert gateway.sent == []


def test_a_second_send_that_is_refused_settles_nothing(
    against: Against, somewhere: Settings, clock: FastClock, request_: Any
) -> None:
    """The first may still have been charged."""
    gateway = Scripted([refusal(429, 1102, "Account balance not enough")], [NOT_FOUND])
    job = unknown_job(against(gateway), somewhere, clock, request_)
    job.send_again(may_be_charged_twice=True, request=request_)
    with pytest.raises(KlingError):
        job.wait(PATIENCE)

    assert (job.status, len(gateway.sent)) == ("unknown", 1)


def test_a_task_can_be_named_by_hand(
    against: Against, somewhere: Settings, clock: FastClock, request_: Any, mp4: bytes
) -> None:
    """The gateway's own log knows the id; the job goes on with it."""
    gateway = Scripted([], [NOT_FOUND], mp4)
    job = unknown_job(against(gateway), somewhere, clock, request_)
    gateway.gets = [finished()]
    with pytest.raises(InputError, match="allowed"):
        job.attach("no such id")
    job.attach(TASK_ID)
    job.wait(PATIENCE)

    assert (job.status, job.task_id, gateway.sent) == ("saved", TASK_ID, [])


def test_a_job_given_up_keeps_its_row_and_can_be_reopened(
    against: Against, somewhere: Settings, clock: FastClock, request_: Any, mp4: bytes
) -> None:
    """`abandoned` says that it may be charged, for ever."""
    gateway = Scripted([], [NOT_FOUND], mp4)
    runner = against(gateway)
    job = unknown_job(runner, somewhere, clock, request_)
    job.abandon()
    with pytest.raises(AmbiguousSubmit, match="may be charged"):
        job.wait(PATIENCE)

    assert (job.status, runner.resume()) == ("abandoned", ())

    gateway.gets = [finished()]
    job.attach(TASK_ID)

    assert job.wait(PATIENCE).path.exists()


def test_what_is_known_is_not_open_to_decisions(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """A saved job cannot be sent again, attached or given up."""
    job = against(Scripted([answer()], [finished()], mp4)).submit(request_)
    job.wait(PATIENCE)
    for act in (
        job.abandon,
        lambda: job.attach("1"),
        lambda: job.send_again(may_be_charged_twice=True),
    ):
        with pytest.raises(InputError, match="is known"):
            act()
