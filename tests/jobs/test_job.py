"""A job as an object: waited for with odd times, copied, pickled."""

from __future__ import annotations

import copy
import math
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kling_widgets.clips import Clip
from kling_widgets.errors import InputError, WaitTimeout
from kling_widgets.jobs import Job, JobSnapshot, JobState
from kling_widgets.jobs.drive._feed import Feed


@pytest.fixture
def feed() -> Feed:
    return Feed(
        JobSnapshot(
            id="kw-1",
            state=JobState.SUBMITTED,
            created_at=datetime(2026, 11, 25, tzinfo=UTC),
            model_name="kling-v2-6",
            mode="std",
            duration="5",
            prompt="",
            simulated=True,
        )
    )


@pytest.fixture
def job(feed: Feed) -> Job:
    def nothing(*_: object) -> None:
        pass

    return Job(None, feed, stop=nothing, decide=nothing, look=nothing, save_to=nothing)


@pytest.mark.parametrize("timeout", ["5", math.nan, 10**400, True, [], {}, b"1", 1j])
def test_what_is_no_time_is_refused(job: Job, timeout: Any) -> None:
    """By a sentence, and not by what a lock says of it."""
    with pytest.raises(InputError, match=r"timeout: .* is no number of seconds"):
        job.wait(timeout)


@pytest.mark.parametrize("timeout", [0, -1, 0.001, np.float32(0.001)])
def test_a_time_that_is_up_is_up(job: Job, timeout: Any) -> None:
    """None at all, too."""
    with pytest.raises(WaitTimeout, match="still submitted after 0"):
        job.wait(timeout)


@pytest.mark.parametrize("timeout", [math.inf, 1e308, 10**17, None])
def test_a_time_that_nobody_lives_to_see_is_waited_for(
    job: Job, feed: Feed, timeout: Any
) -> None:
    """No system's clock takes such numbers."""
    clip = Clip(Path("a.mp4"))
    with ThreadPoolExecutor(1) as other:
        waited = other.submit(job.wait, timeout)
        feed.finish(clip)

        assert waited.result() is clip


def test_a_copy_of_a_job_is_the_job(job: Job) -> None:
    """Copying a list of jobs starts none."""
    assert copy.copy(job) is job
    assert copy.deepcopy({"mine": [job]}) == {"mine": [job]}


def test_a_job_cannot_be_pickled_and_says_what_can(job: Job) -> None:
    """Its id travels, and gives it anywhere on the machine."""
    with pytest.raises(InputError, match=r"kw-1 runs in .* kling\.job\(id\)"):
        pickle.dumps(job)
