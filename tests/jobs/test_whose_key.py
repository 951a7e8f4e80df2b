"""A job belongs to the key whose submit made its task, or may have made it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from kling_widgets.api import Secret
from kling_widgets.errors import AmbiguousSubmit, KlingError
from kling_widgets.jobs import JobRunner, JobState
from kling_widgets.jobs.journal._journal import Journal
from tests.jobs._left import MINE, NOT_FOUND, left_in
from tests.jobs._scripted import PATIENCE, Scripted, answer, finished, refusal
from tests.jobs.conftest import KEY

if TYPE_CHECKING:
    from kling_widgets.jobs import Settings
    from tests.jobs._scripted import Against
    from tests.jobs.conftest import FastClock

OTHER = "sk-9876543210"
LOST = httpx.ReadError("the reply was lost")
REFUSED = refusal(400, 1201, "no such mode")


def with_another_key(runner: JobRunner) -> JobRunner:
    runner.renew(replace(runner.settings, api_key=Secret(OTHER)))
    return runner


def whose(somewhere: Settings, clock: FastClock) -> str:
    """Return the key that the journal names for the job."""
    journal = Journal(somewhere.home, clock)
    found = journal.row(MINE).key_fp
    names = {Secret(key).fingerprint(journal.uuid): key for key in (KEY, OTHER)}
    journal.close()
    return names[found]


@pytest.mark.parametrize(
    ("post", "get", "known", "owner"),
    [
        (answer(), finished(), {}, OTHER),
        (LOST, NOT_FOUND, {}, KEY),
        (REFUSED, NOT_FOUND, {}, KEY),
        (LOST, NOT_FOUND, {"absent": 1}, OTHER),
    ],
    ids=["accepted", "not known either", "refused", "the first made nothing"],
)
def test_sent_again_with_another_key(
    against: Against,
    somewhere: Settings,
    clock: FastClock,
    request_: Any,
    mp4: bytes,
    *,
    post: Any,
    get: httpx.Response,
    known: dict[str, Any],
    owner: str,
) -> None:
    """While both submits may have made the task, the first one's key stays."""
    left_in(JobState.UNKNOWN, somewhere, clock, request_, **known)
    gateway = Scripted([post], [NOT_FOUND], mp4)
    (job,) = with_another_key(against(gateway)).resume()
    with pytest.raises(AmbiguousSubmit):
        job.wait(PATIENCE)
    gateway.gets = [get]
    job.send_again(may_be_charged_twice=True, request=request_)
    with suppress(KlingError):
        job.wait(PATIENCE)

    assert len(gateway.sent) == 1
    assert whose(somewhere, clock) == owner


def test_sent_for_the_first_time_with_another_key(
    against: Against, somewhere: Settings, clock: FastClock, request_: Any
) -> None:
    """A job that was written down, and never sent, with the key of that day."""
    left_in(JobState.PREPARED, somewhere, clock, request_)
    gateway = Scripted([LOST], [NOT_FOUND])
    job = with_another_key(against(gateway)).submit(request_)
    with pytest.raises(KlingError):
        job.wait(PATIENCE)

    assert (job.id, len(gateway.sent)) == (MINE, 1)
    assert whose(somewhere, clock) == OTHER
