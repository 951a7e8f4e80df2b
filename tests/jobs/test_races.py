"""Kernels that want the same thing in the same instant, as processes."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from kling_widgets.errors import JournalError
from kling_widgets.jobs import JobState
from kling_widgets.jobs.journal import _connection
from kling_widgets.jobs.journal._clock import SystemClock
from kling_widgets.jobs.journal._journal import Journal
from tests.jobs._crasher import RACE_JOBS, RACERS
from tests.jobs._matrix import seen

if TYPE_CHECKING:
    from pathlib import Path


def test_four_who_ask_for_the_same_fifteen_jobs_send_each_once(tmp_path: Path) -> None:
    """Whoever is first writes it down; the others get that job, and its clip."""
    runs = seen("races", "finds and lists nothing", tmp_path, ["once"])
    (run,) = runs.runs
    saved = ",".join(["saved"] * RACE_JOBS)

    assert sorted(runs.counts.posts.values()) == [1] * RACE_JOBS
    assert (run["died"], run["states"]) == ([saved] * RACERS, [saved] * 2)


def test_money_for_one_job_is_not_spent_on_two(tmp_path: Path) -> None:
    """Of four kernels that check the budget at the same instant, one may send."""
    runs = seen("budgets", "finds at once", tmp_path, ["limit"])
    answers = (end.splitlines() for end in runs.runs[0]["died"])
    rounds = [
        sorted(answer.partition(" (")[0] for answer in each)
        for each in zip(*answers, strict=True)
    ]

    assert sum(runs.counts.posts.values()) == RACE_JOBS
    assert rounds == [["saved", *["this job"] * (RACERS - 1)]] * RACE_JOBS


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    monkeypatch.setattr(_connection, "BUSY_SECONDS", 0.05)
    return Journal(tmp_path, SystemClock())


def add(journal: Journal, job_id: str) -> None:
    names = ("gateway", "base_url", "request", "request_sha256", "folder")
    journal.add(job_id, **dict.fromkeys(names, "{}"))


def test_what_could_not_be_committed_is_not_there_later(journal: Journal) -> None:
    """Nor is anything that follows written into a transaction that is still open."""
    reader = sqlite3.connect(journal.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM job").fetchall()
    with pytest.raises(JournalError, match="locked"):
        add(journal, "kw-1")
    reader.close()
    add(journal, "kw-2")
    journal.move("kw-2", JobState.SUBMITTING)
    journal.close()
    with sqlite3.connect(journal.path) as db:
        found = db.execute("SELECT id, state FROM job").fetchall()
    db.close()

    assert found == [("kw-2", "submitting")]


def test_what_is_done_alone_is_committed_as_one(journal: Journal) -> None:
    """Where the last of it fails, nothing of it was."""

    def break_off() -> None:
        with journal.alone():
            add(journal, "kw-1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    with journal.alone():
        add(journal, "kw-2")
        add(journal, "kw-3")

    assert [row.id for row in journal.rows()] == ["kw-3", "kw-2"]
    journal.close()
