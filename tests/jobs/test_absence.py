"""When a task that is never found is known not to exist, on a clock that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.api import Secret
from kling_widgets.errors import AmbiguousSubmit, InputError
from kling_widgets.jobs import JobState
from kling_widgets.jobs.drive._absence import LOOKS, SECONDS, Absence
from kling_widgets.jobs.gateway._capabilities import Can
from kling_widgets.jobs.journal._journal import Journal
from tests.jobs._left import MINE, NOT_FOUND, left_in
from tests.jobs._scripted import (
    HOST,
    PATIENCE,
    Scripted,
    answer,
    finished,
    refusal,
)
from tests.jobs.conftest import KEY

if TYPE_CHECKING:
    from kling_widgets.jobs import Job, JobRunner, Settings
    from tests.jobs._scripted import Against
    from tests.jobs.conftest import FastClock

TROUBLE = refusal(500, 5000, "Internal error")
BUSY = refusal(429, 1302, "Too many requests")


def prove_lookup(somewhere: Settings, clock: FastClock) -> None:
    journal = Journal(somewhere.home, clock)
    key_fp = Secret(KEY).fingerprint(journal.uuid)
    journal.learn(HOST, key_fp, Can.LOOKUP.value, value=True)
    journal.close()


def looked_for(runner: JobRunner) -> Job:
    (job,) = runner.resume()
    with pytest.raises(AmbiguousSubmit):
        job.wait(PATIENCE)
    return job


@pytest.fixture
def left(somewhere: Settings, clock: FastClock, request_: Any) -> None:
    """A job whose kernel died while it was sending."""
    left_in(JobState.SUBMITTING, somewhere, clock, request_)


@pytest.mark.usefixtures("left")
def test_a_gateway_that_finds_by_our_id_proves_it(
    against: Against, somewhere: Settings, clock: FastClock
) -> None:
    """After a quarter of an hour; and it still is only a person who sends again."""
    prove_lookup(somewhere, clock)
    gateway = Scripted([], [NOT_FOUND])
    job = looked_for(against(gateway))

    assert (job.status, job.snapshot.absent) == ("unknown", True)
    assert "nothing was made" in job.snapshot.error
    assert gateway.sent == []


@pytest.mark.usefixtures("left")
def test_then_it_is_sent_again_without_a_word_about_twice(
    against: Against, somewhere: Settings, clock: FastClock, request_: Any, mp4: bytes
) -> None:
    """With the same id, by this kernel or a later one; after that it is open again."""
    prove_lookup(somewhere, clock)
    gateway = Scripted([answer()], [NOT_FOUND], mp4)
    looked_for(against(gateway))
    job = looked_for(against(gateway))
    gateway.gets = [finished()]
    job.send_again(request=request_)
    job.wait(PATIENCE)

    assert [sent["external_task_id"] for sent in gateway.sent] == [MINE]
    assert (job.status, job.snapshot.absent) == ("saved", False)


@pytest.mark.usefixtures("left")
@pytest.mark.parametrize(
    "gets",
    [
        [*[NOT_FOUND] * 7, TROUBLE],
        [*[NOT_FOUND, TROUBLE] * 7, TROUBLE],
        [BUSY],
        [*[NOT_FOUND] * 7, answer(task_info={"external_task_id": "another"})],
    ],
    ids=["seven looks", "trouble in between", "never asked", "somebody else's"],
)
def test_less_proves_nothing(
    against: Against, somewhere: Settings, clock: FastClock, gets: list[Any]
) -> None:
    """The job stays open, and sending it again takes the words."""
    prove_lookup(somewhere, clock)
    job = looked_for(against(Scripted([], gets)))

    assert (job.status, job.snapshot.absent) == ("unknown", False)
    with pytest.raises(InputError, match="charged twice"):
        job.send_again()


@pytest.mark.usefixtures("left")
def test_nor_does_a_gateway_that_was_never_seen_to_find_one(against: Against) -> None:
    """It may know tasks by its own ids alone."""
    assert not looked_for(against(Scripted([], [NOT_FOUND]))).snapshot.absent


@pytest.mark.usefixtures("left")
def test_nor_does_the_key_of_another_account(
    against: Against, somewhere: Settings, clock: FastClock, request_: Any
) -> None:
    """It finds nothing of this one's, and the job says why."""
    prove_lookup(somewhere, clock)
    journal = Journal(somewhere.home, clock)
    journal.note(MINE, "sent with another key", key_fp="another")
    journal.close()
    (job,) = against(Scripted([], [NOT_FOUND])).resume()
    notes: list[str] = []
    job.subscribe(lambda shot: notes.append(shot.note))
    with pytest.raises(AmbiguousSubmit):
        job.wait(PATIENCE)

    assert not job.snapshot.absent
    assert any("sent with another key" in note for note in notes)


@pytest.mark.parametrize(
    ("looks", "is_proven"),
    [
        ([SECONDS * n / LOOKS for n in range(LOOKS + 1)], True),
        ([SECONDS * n / LOOKS for n in range(LOOKS)], False),
        ([0.0, *[SECONDS] * (LOOKS - 2)], False),
        ([0.0, *[SECONDS] * (LOOKS - 1)], True),
        ([], False),
    ],
)
def test_it_takes_looks_and_time(looks: list[float], *, is_proven: bool) -> None:
    """Eight over a quarter of an hour."""
    absence = Absence()
    for at in looks:
        absence.saw_nothing(at)

    assert absence.is_proven == is_proven
