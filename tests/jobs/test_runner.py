"""Jobs from the wish to the clip, on the built-in simulator."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.jobs import JobRunner, JobState
from tests.jobs._scripted import PATIENCE, TASK_ID, Scripted, answer, finished

if TYPE_CHECKING:
    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs import JobSnapshot, Settings
    from kling_widgets.jobs._loop import LoopThread
    from tests.jobs._scripted import Against


@pytest.fixture
def simulated(somewhere: Settings, loop: LoopThread) -> JobRunner:
    """A runner on the built-in simulator, fifty times faster than its default."""
    return JobRunner(replace(somewhere, simulator_speed=1250.0), loop)


def test_a_picture_becomes_a_clip(
    simulated: JobRunner, request_: ImageToVideoRequest, loop: LoopThread
) -> None:
    """Submit, follow, download: the clip is a file beside the notebook."""
    job = simulated.submit(request_)
    clip = job.wait(PATIENCE)
    loop.close(simulated.aclose)

    assert clip.path.exists()
    assert pytest.approx(clip.duration, abs=0.2) == 5.0
    assert job.status == "saved"


def test_every_state_is_told_in_order(
    simulated: JobRunner, request_: ImageToVideoRequest, loop: LoopThread
) -> None:
    """A listener hears of the whole way, from the wish to the file."""
    seen: list[JobSnapshot] = []
    job = simulated.submit(request_)
    job.subscribe(seen.append)
    job.wait(PATIENCE)
    loop.close(simulated.aclose)
    states = list(dict.fromkeys(snapshot.state for snapshot in seen))

    assert states[-2:] == [JobState.SUCCEED, JobState.SAVED]
    assert states == [state for state in JobState if state in states]


@pytest.mark.anyio
async def test_a_job_can_be_awaited(
    simulated: JobRunner, request_: ImageToVideoRequest, loop: LoopThread
) -> None:
    """`await job` gives the clip on any loop."""
    job = simulated.submit(request_)
    clip = await asyncio.wait_for(asyncio.ensure_future(_awaited(job)), PATIENCE)
    await asyncio.to_thread(loop.close, simulated.aclose)

    assert clip is job.clip


async def _awaited(job: Any) -> Any:
    return await job


def test_all_jobs_are_remembered(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """A later runner on the same journal lists what an earlier one made."""
    gateway = Scripted([answer()], [finished()], mp4)
    job = against(gateway).submit(request_)
    job.wait(PATIENCE)
    (seen,) = against(gateway).jobs()

    assert (job.id, JobState.SAVED, TASK_ID) == (seen.id, seen.state, seen.task_id)
    assert seen.prompt == "slow zoom in"


def test_pictures_do_not_go_into_the_journal(
    against: Against, request_: ImageToVideoRequest, somewhere: Settings, mp4: bytes
) -> None:
    """The journal holds their fingerprints."""
    gateway = Scripted([answer()], [finished()], mp4)
    against(gateway).submit(request_).wait(PATIENCE)

    assert (
        request_.image.encode()[:200]
        not in (somewhere.home / "journal.sqlite3").read_bytes()
    )
