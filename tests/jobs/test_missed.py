"""A journal that cannot be written for a while, when it matters most."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kling_widgets.errors import JournalError
from kling_widgets.jobs.journal import _connection, _news
from tests.jobs._scripted import PATIENCE, TASK_ID, Scripted, answer, finished

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs import Settings
    from tests.jobs._scripted import Against


class Locker(Scripted):
    """A gateway beside which another program locks the journal, and lets it go again.

    It does so from the first request that has the first word of *when* in it to the
    first later one that has the second.
    """

    def __init__(self, file: bytes, journal: Path, when: tuple[str, str]) -> None:
        super().__init__([answer()], [answer("processing"), finished()], file)
        self.journal, (self.lock, self.free) = journal, when
        self.other: sqlite3.Connection | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        said = f"{request.method} {request.url.path}"
        if self.other and self.free in said:
            self.other.rollback()
        elif self.other is None and self.lock in said:
            self.other = sqlite3.connect(
                self.journal, isolation_level=None, check_same_thread=False
            )
            self.other.execute("BEGIN EXCLUSIVE")
        return super().__call__(request)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_connection, "BUSY_SECONDS", 0.01)


def told(journal: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(journal)) as db:
        return db.execute("SELECT state, task_id FROM job").fetchall()


@pytest.mark.parametrize("when", [("POST", "GET"), ("POST", ".mp4"), ("GET", ".mp4")])
def test_what_was_missed_is_written_later(
    against: Against,
    request_: ImageToVideoRequest,
    mp4: bytes,
    somewhere: Settings,
    when: tuple[str, str],
) -> None:
    """A paid task whose steps the journal refused stands there as what it became."""
    journal = somewhere.home / "journal.sqlite3"
    gateway = Locker(mp4, journal, when)
    clip = against(gateway).submit(request_).wait(PATIENCE)

    assert clip.path.exists()
    assert told(journal) == [("saved", TASK_ID)]
    assert len(gateway.sent) == 1


def test_the_end_is_written_when_nothing_else_happens(
    against: Against,
    request_: ImageToVideoRequest,
    mp4: bytes,
    somewhere: Settings,
) -> None:
    """The clip is there at once, and its row follows when the journal is free."""
    journal = somewhere.home / "journal.sqlite3"
    is_written = threading.Event()

    def look() -> None:
        if told(journal) == [("saved", TASK_ID)]:
            is_written.set()

    end = _news.subscribe(journal, look)
    # What frees it is the question whether it finds by our id, after the end.
    gateway = Locker(mp4, journal, (".mp4", "GET /kling/v1/videos"))
    against(gateway).submit(request_).wait(PATIENCE)

    assert is_written.wait(PATIENCE)
    end()


def test_a_journal_that_was_deleted_says_so(
    against: Against, request_: ImageToVideoRequest, mp4: bytes, somewhere: Settings
) -> None:
    """What was paid for is saved all the same; what comes next is not sent."""
    gateway = Scripted([answer()], [finished()], mp4)

    def answered(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            shutil.rmtree(somewhere.home)
        return gateway(request)

    runner = against(answered)
    clip = runner.submit(request_).wait(PATIENCE)
    with pytest.raises(JournalError, match=r"was moved or deleted .* restart the ker"):
        runner.submit(replace(request_, prompt="another"))

    assert clip.path.exists()
    assert len(gateway.sent) == 1
