"""The journal, on real SQLite files."""

from __future__ import annotations

import sqlite3
import stat
import threading
from typing import TYPE_CHECKING

import pytest

from kling_widgets.errors import JournalError
from kling_widgets.jobs.journal._clock import SystemClock
from kling_widgets.jobs.journal._journal import (
    _UNFINISHED,
    UNFINISHED,
    Journal,
    StaleMoveError,
)
from kling_widgets.jobs.journal._schema import MIGRATIONS, VERSION
from kling_widgets.jobs.journal._states import JobState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REQUEST = '{"model_name": "kling-v2-6", "mode": "std", "duration": "5"}'


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "home", SystemClock())
    yield opened
    opened.close()


def add(journal: Journal, job_id: str = "kw-1") -> None:
    journal.add(
        job_id,
        gateway="simulator",
        base_url="http://simulator.kling",
        request=REQUEST,
        request_sha256="0" * 64,
        folder="/clips",
    )


def events(journal: Journal) -> list[tuple[int, str]]:
    with sqlite3.connect(journal.path) as db:
        found = db.execute("SELECT n, what FROM event ORDER BY n").fetchall()
    db.close()
    return found


def test_a_new_job_is_on_disk_as_prepared(journal: Journal) -> None:
    """Another process reads the row as soon as `add` returns."""
    add(journal)
    other = Journal(journal.path.parent, SystemClock())
    row = other.get("kw-1")
    other.close()

    assert row is not None
    assert row.state is JobState.PREPARED


def test_a_step_keeps_what_was_learned_by_it(journal: Journal) -> None:
    """The task id is committed with the step that brought it."""
    add(journal)
    journal.move("kw-1", JobState.SUBMITTING)
    journal.move("kw-1", JobState.SUBMITTED, task_id="2032273942220931072")
    row = journal.get("kw-1")

    assert row is not None
    assert (
        row.task_id,
        row.state,
        row.rev,
    ) == ("2032273942220931072", JobState.SUBMITTED, 2)


def test_a_step_that_the_table_forbids_changes_nothing(journal: Journal) -> None:
    """A job cannot be saved before it was sent."""
    add(journal)
    with pytest.raises(StaleMoveError, match="prepared in the journal and cannot"):
        journal.move("kw-1", JobState.SAVED)
    row = journal.get("kw-1")

    assert row is not None
    assert (row.state, row.rev) == (JobState.PREPARED, 0)


def test_events_have_no_gaps(journal: Journal) -> None:
    """Everything that happened is kept in order, steps and notes alike."""
    add(journal)
    journal.move("kw-1", JobState.SUBMITTING)
    journal.note("kw-1", "reply", reply=b"{}")

    assert events(journal) == [(0, "prepared"), (1, "submitting"), (2, "reply")]


def test_jobs_come_newest_first(journal: Journal) -> None:
    """The list starts with what was started last."""
    for job_id in ("kw-1", "kw-2", "kw-3"):
        add(journal, job_id)

    assert [row.id for row in journal.rows()] == ["kw-3", "kw-2", "kw-1"]


def test_what_is_not_over_is_found_without_reading_the_rest(journal: Journal) -> None:
    """The oldest comes first, and SQLite takes the index for it."""
    for number in range(4):
        add(journal, f"kw-{number}")
    for state in (JobState.SUBMITTING, JobState.REJECTED):
        journal.move("kw-1", state)
    journal.move("kw-2", JobState.SUBMITTING)
    plan = journal._db.execute(f"EXPLAIN QUERY PLAN {_UNFINISHED}", UNFINISHED)

    assert [row.id for row in journal.unfinished()] == ["kw-0", "kw-2", "kw-3"]
    assert "USING INDEX job_by_state" in plan.fetchone()["detail"]


def test_the_same_id_is_not_written_twice(journal: Journal) -> None:
    """A second row would hide the first, and with it a task."""
    add(journal)

    with pytest.raises(JournalError, match="UNIQUE"):
        add(journal)


def test_past_times_are_those_of_the_same_kind(journal: Journal) -> None:
    """How long a 5 s clip takes says nothing about a 10 s one."""
    add(journal)
    journal.note("kw-1", "done", seconds=123.0)

    assert journal.seconds_taken("simulator", "kling-v2-6", "std", "5") == (123.0,)
    assert journal.seconds_taken("simulator", "kling-v2-6", "std", "10") == ()


def test_only_its_owner_can_read_it(journal: Journal) -> None:
    """Prompts are private, whatever the umask says."""
    folder, file = journal.path.parent.stat(), journal.path.stat()

    assert stat.S_IMODE(folder.st_mode) == 0o700
    assert stat.S_IMODE(file.st_mode) == 0o600


def test_a_newer_journal_is_left_alone(tmp_path: Path) -> None:
    """An older version of the package does not write into what it cannot read."""
    Journal(tmp_path, SystemClock()).close()
    db = sqlite3.connect(tmp_path / "journal.sqlite3")
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()

    with pytest.raises(JournalError, match="newer version"):
        Journal(tmp_path, SystemClock())


def test_a_broken_file_is_a_sentence(tmp_path: Path) -> None:
    """What SQLite says is wrapped into what to do."""
    (tmp_path / "journal.sqlite3").write_bytes(b"not a database, " * 100)

    with pytest.raises(JournalError, match="KLING_WIDGETS_HOME"):
        Journal(tmp_path, SystemClock())


def test_migrations_are_recorded(journal: Journal) -> None:
    """The file knows which version of the tables it has, and whose it is."""
    db = sqlite3.connect(journal.path)
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (mode,) = db.execute("PRAGMA journal_mode").fetchone()
    db.close()

    assert (len(MIGRATIONS), "delete") == (version, mode)


def test_two_who_move_the_same_job_do_not_both_win(tmp_path: Path) -> None:
    """Of two kernels that want to send a prepared job, one does."""
    home = tmp_path / "home"
    first = Journal(home, SystemClock())
    add(first)
    first.close()
    won: list[str] = []
    start = threading.Barrier(4)

    def race(name: str) -> None:
        journal = Journal(home, SystemClock())
        start.wait()
        try:
            journal.move("kw-1", JobState.SUBMITTING)
            won.append(name)
        except StaleMoveError:
            pass
        finally:
            journal.close()

    racers = [threading.Thread(target=race, args=(str(n),)) for n in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert len(won) == 1


def test_an_older_journal_learns_its_models(tmp_path: Path) -> None:
    """What a journal of the time before has is found by its model as well."""
    old = sqlite3.connect(tmp_path / "journal.sqlite3")
    for statement in ";".join(MIGRATIONS[:2]).split(";"):
        old.execute(statement)
    old.execute("PRAGMA user_version = 2")
    names = "id, state, created_at, updated_at, gateway, base_url, request"
    old.execute(
        f"INSERT INTO job ({names}, request_sha256, folder) "
        "VALUES ('kw-1', 'saved', '', '', '', '', ?, '', '')",
        (REQUEST,),
    )
    old.commit()
    old.close()

    journal = Journal(tmp_path, SystemClock())
    row = journal.row("kw-1")
    journal.close()

    assert (row.model_name, row.starred) == ("kling-v2-6", 0)
