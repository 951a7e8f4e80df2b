"""The same request twice: a double click, a cell run again, Run All."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.errors import Rejected
from tests.jobs._scripted import PATIENCE, Scripted, answer, finished, refusal

if TYPE_CHECKING:
    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs import Job
    from tests.jobs._scripted import Against
    from tests.jobs.conftest import FastClock


def test_a_cell_run_again_gives_the_clip_that_exists(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """Within ten minutes the finished job answers: one POST, one file."""
    gateway = Scripted([answer()], [finished()], mp4)
    runner = against(gateway)
    first = runner.submit(request_)
    clip = first.wait(PATIENCE)

    assert runner.find(request_) is first
    assert runner.submit(request_).wait(PATIENCE) is clip
    assert len(gateway.sent) == 1


def test_many_clicks_at_once_send_one_post(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """Clicks that arrive on several threads get one job."""
    gateway = Scripted([answer()], [answer("processing"), finished()], mp4)
    runner = against(gateway)
    jobs: list[Job] = []
    clicks = [
        Thread(target=lambda: jobs.append(runner.submit(request_))) for _ in range(8)
    ]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    jobs[0].wait(PATIENCE)

    assert (len(jobs), len({job.id for job in jobs}), len(gateway.sent)) == (8, 1, 1)


def test_run_all_in_a_new_kernel_gives_the_clip_of_the_old_one(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """The journal is asked, not this process's memory."""
    gateway = Scripted([answer()], [finished()], mp4)
    old = against(gateway).submit(request_)
    old.wait(PATIENCE)
    new = against(gateway).submit(request_)

    assert old.id == new.id
    assert new.wait(PATIENCE).path == old.wait(PATIENCE).path
    assert len(gateway.sent) == 1


def test_another_one_can_be_forced(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """`again=True` means it."""
    gateway = Scripted([answer()], [finished()], mp4)
    runner = against(gateway)
    first = runner.submit(request_)
    first.wait(PATIENCE)
    second = runner.submit(request_, again=True)
    second.wait(PATIENCE)

    assert first.id != second.id
    assert len(gateway.sent) == 2


@pytest.mark.parametrize(
    "changes", [{"prompt": "slow zoom out"}, {"duration": "10"}, {"cfg_scale": 0.1}]
)
def test_any_other_parameter_makes_another_clip(
    changes: dict[str, Any],
    against: Against,
    request_: ImageToVideoRequest,
    mp4: bytes,
) -> None:
    """Only the very same request is the same."""
    request_ = replace(request_, model_name="kling-v1-6")
    gateway = Scripted([answer()], [finished()], mp4)
    runner = against(gateway)
    runner.submit(request_).wait(PATIENCE)
    runner.submit(replace(request_, **changes)).wait(PATIENCE)

    assert len(gateway.sent) == 2


def test_after_ten_minutes_it_is_a_new_wish(
    against: Against, request_: ImageToVideoRequest, clock: FastClock, mp4: bytes
) -> None:
    """Somebody who asks again later wants another one."""
    gateway = Scripted([answer()], [finished()], mp4)
    runner = against(gateway)
    runner.submit(request_).wait(PATIENCE)
    clock.now += 601
    runner.submit(request_).wait(PATIENCE)

    assert len(gateway.sent) == 2


def test_what_was_refused_may_be_tried_again(
    against: Against, request_: ImageToVideoRequest
) -> None:
    """A refusal cost nothing and is no answer to a second try."""
    gateway = Scripted([refusal(400, 1201, "no")])
    runner = against(gateway)
    for _ in range(2):
        with pytest.raises(Rejected):
            runner.submit(request_).wait(PATIENCE)

    assert len(gateway.sent) == 2


def test_a_clip_that_was_deleted_is_made_again(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """A job whose file is gone answers for nothing."""
    gateway = Scripted([answer()], [finished()], mp4)
    runner = against(gateway)
    runner.submit(request_).wait(PATIENCE).path.unlink()
    runner.submit(request_).wait(PATIENCE)

    assert len(gateway.sent) == 2
