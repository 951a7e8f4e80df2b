"""Sending a request: at most once where it could be accepted."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest

from kling_widgets.errors import (
    AmbiguousSubmit,
    InputError,
    JournalError,
    Rejected,
)
from kling_widgets.jobs import Held
from tests.jobs._scripted import PATIENCE, Scripted, answer, finished, refusal

if TYPE_CHECKING:
    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs import Settings
    from tests.jobs._scripted import Against
    from tests.jobs.conftest import FastClock


def test_the_row_is_there_before_the_post(
    against: Against, request_: ImageToVideoRequest, somewhere: Settings
) -> None:
    """When the first byte leaves, the intent with its id is on disk."""
    found: list[tuple[str, str]] = []

    def look(request: httpx.Request) -> httpx.Response:
        db = sqlite3.connect(somewhere.home / "journal.sqlite3")
        found.extend(db.execute("SELECT id, state FROM job"))
        db.close()
        return refusal(400, 1201, "image can not be null")

    job = against(look).submit(request_)
    with pytest.raises(Rejected):
        job.wait(PATIENCE)

    assert [(job.id, "submitting")] == found


def test_our_own_id_travels_with_the_request(
    against: Against, request_: ImageToVideoRequest
) -> None:
    """The task can be told from all others, whatever happens to the answer."""
    gateway = Scripted([refusal(400, 1201, "no")])
    job = against(gateway).submit(request_)
    with pytest.raises(Rejected):
        job.wait(PATIENCE)

    assert [job.id] == [sent["external_task_id"] for sent in gateway.sent]


@pytest.mark.parametrize(
    "lost",
    [
        httpx.ReadError("gone"),
        httpx.ReadTimeout("late"),
        httpx.Response(500, content=b"<html>"),
        refusal(503, 5001, "busy"),
        httpx.Response(504),
    ],
    ids=["broken off", "no answer in time", "500", "503", "504"],
)
def test_a_lost_answer_is_never_sent_again(
    against: Against,
    request_: ImageToVideoRequest,
    mp4: bytes,
    lost: httpx.Response | Exception,
) -> None:
    """One POST, also when nothing is found, and the job says that it may be charged."""
    gateway = Scripted([lost, answer()], [finished()], mp4, known_after=2)
    job = against(gateway).submit(request_)
    with pytest.raises(AmbiguousSubmit):
        job.wait(PATIENCE)

    assert (len(gateway.sent), job.status) == (1, "unknown")
    assert isinstance(job.error, AmbiguousSubmit)


def test_what_never_left_is_sent_again_with_the_same_id(
    against: Against, request_: ImageToVideoRequest, clock: FastClock, mp4: bytes
) -> None:
    """No connection, then one: the same id, after a pause."""
    gateway = Scripted([httpx.ConnectError("refused"), answer()], [finished()], mp4)
    job = against(gateway).submit(request_)
    job.wait(PATIENCE)

    assert [job.id, job.id] == [sent["external_task_id"] for sent in gateway.sent]
    assert clock.slept[0] == 1.0


def test_without_a_network_the_job_waits_and_goes_on(
    against: Against, request_: ImageToVideoRequest, clock: FastClock, mp4: bytes
) -> None:
    """It is held as offline from try to try; with a connection it is sent."""
    refused = [httpx.ConnectError("refused")] * 6
    gateway = Scripted([*refused, answer()], [finished()], mp4)
    job = against(gateway).submit(request_)
    held: set[Held | None] = set()
    job.subscribe(lambda snapshot: held.add(snapshot.held))
    job.wait(PATIENCE)

    assert clock.slept[:6] == [1.0, 4.0, 15.0, 60.0, 60.0, 60.0]
    assert held == {None, Held.OFFLINE}
    assert (job.status, job.snapshot.held) == ("saved", None)


def test_a_job_that_waits_says_why_and_until_when(
    monkeypatch: pytest.MonkeyPatch,
    *,
    against: Against,
    request_: ImageToVideoRequest,
    somewhere: Settings,
    clock: FastClock,
    mp4: bytes,
) -> None:
    """Flag and time are on the snapshot and in the journal, for who comes later."""
    rows: list[tuple[str | None, int | None]] = []
    wait = clock.sleep

    async def look(seconds: float) -> None:
        db = sqlite3.connect(somewhere.home / "journal.sqlite3")
        rows.extend(db.execute("SELECT held, held_until > updated_at FROM job"))
        db.close()
        await wait(seconds)

    monkeypatch.setattr(clock, "sleep", look)
    full = refusal(429, 1303, "parallel task over resource pack limit")
    job = against(Scripted([full, answer()], [finished()], mp4)).submit(request_)
    job.wait(PATIENCE)

    assert rows[0] == ("rate", 1)
    assert rows[-1] == (None, None)


def test_one_task_too_many_waits_its_turn(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """1303 means that nothing was created: the same is sent later."""
    full = refusal(429, 1303, "parallel task over resource pack limit")
    gateway = Scripted([full, full, answer()], [finished()], mp4)
    job = against(gateway).submit(request_)
    job.wait(PATIENCE)

    assert [job.id] * 3 == [sent["external_task_id"] for sent in gateway.sent]


def test_an_empty_balance_is_not_tried_again(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """429 with 1102 is no rate limit."""
    empty = refusal(429, 1102, "Account balance not enough")
    gateway = Scripted([empty, answer()], [finished()], mp4)
    job = against(gateway).submit(request_)
    with pytest.raises(Rejected):
        job.wait(PATIENCE)

    assert (len(gateway.sent), job.status) == (1, "rejected")


def test_an_id_of_ones_own_is_used_once(
    against: Against, request_: ImageToVideoRequest
) -> None:
    """The second job with the same id is refused before anything is sent."""
    gateway = Scripted([refusal(400, 1201, "no")])
    runner = against(gateway)
    mine = replace(request_, external_task_id="run-1")
    with pytest.raises(Rejected):
        runner.submit(mine).wait(PATIENCE)
    with pytest.raises(InputError, match="used before") as caught:
        runner.submit(mine)

    assert caught.value.field == "external_task_id"
    assert len(gateway.sent) == 1


def test_without_a_journal_nothing_is_sent(
    against: Against, request_: ImageToVideoRequest, somewhere: Settings
) -> None:
    """A disk that cannot remember the job may not start it."""
    somewhere.home.parent.mkdir(parents=True, exist_ok=True)
    somewhere.home.write_text("a file where the folder should be")
    gateway = Scripted([answer()])

    with pytest.raises(JournalError):
        against(gateway).submit(request_)

    assert gateway.sent == []
