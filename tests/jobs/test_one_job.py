"""Any job by its id, live again after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.errors import AmbiguousSubmit, InputError
from kling_widgets.jobs import JobState
from kling_widgets.jobs.journal._journal import Journal
from tests.jobs._left import MINE, NOT_FOUND, left_in
from tests.jobs._scripted import PATIENCE, TASK_ID, Scripted, answer, finished

if TYPE_CHECKING:
    from collections.abc import Callable

    from kling_widgets.jobs import Job, Settings
    from tests.jobs._scripted import Against
    from tests.jobs.conftest import FastClock


@pytest.fixture
def left(somewhere: Settings, clock: FastClock, request_: Any) -> Callable[..., None]:
    """Leave a job over, as the kernel before did."""

    def leave(state: JobState, end: JobState, **known: Any) -> None:
        left_in(state, somewhere, clock, request_, **known)
        journal = Journal(somewhere.home, clock)
        journal.move(MINE, end)
        journal.close()

    return leave


def test_what_was_given_up_is_given_its_task(
    against: Against, left: Callable[..., None], mp4: bytes
) -> None:
    """A task id from the gateway's own log brings the clip, and nothing is sent."""
    left(JobState.UNKNOWN, JobState.ABANDONED)
    gateway = Scripted([], [finished()], mp4)
    runner = against(gateway)

    job = runner.job(MINE)
    before, resumed = job.status, runner.resume()
    job.attach(TASK_ID)

    assert (before, resumed) == ("abandoned", ())
    assert job.wait(PATIENCE).path.exists()
    assert gateway.sent == []


def test_what_was_given_up_is_sent_again(
    against: Against, left: Callable[..., None], request_: Any, mp4: bytes
) -> None:
    """With the words that it may be charged twice, under the same id."""
    left(JobState.UNKNOWN, JobState.ABANDONED)
    gateway = Scripted([answer()], [finished()], mp4)
    job = against(gateway).job(MINE)
    with pytest.raises(InputError, match="charged twice"):
        job.send_again(request=request_)
    job.send_again(may_be_charged_twice=True, request=request_)

    assert job.wait(PATIENCE).path.exists()
    assert [sent["external_task_id"] for sent in gateway.sent] == [MINE]


def test_a_lost_clip_is_looked_for(
    against: Against, left: Callable[..., None], mp4: bytes
) -> None:
    """It is fetched after all, where the provider has it again."""
    left(JobState.SUCCEED, JobState.LOST_RESULT, task_id=TASK_ID)
    job = against(Scripted([], [finished()], mp4)).job(MINE)
    before = job.status
    job.look_now()

    assert before == "lost_result"
    assert job.wait(PATIENCE).path.exists()


def test_an_open_one_is_given_up(
    against: Against, somewhere: Settings, clock: FastClock, request_: Any
) -> None:
    """It is the very job that `resume` gives."""
    left_in(JobState.UNKNOWN, somewhere, clock, request_)
    runner = against(Scripted([], [NOT_FOUND]))
    job: Job = runner.job(MINE)
    resumed = runner.resume()
    job.abandon()

    assert resumed == (job,)
    with pytest.raises(AmbiguousSubmit, match="may be charged"):
        job.wait(PATIENCE)
    assert job.status == "abandoned"


def test_an_unknown_id_is_told(against: Against) -> None:
    """The sentence says where the ids are."""
    with pytest.raises(InputError, match=r"'kw-9' is no job .* kling\.jobs\(\)"):
        against(Scripted([])).job("kw-9")
