"""The journal: every job that was ever started here, on disk before it is sent.

SQLite with a rollback journal: write-ahead logging does not work on network
file systems, where notebook homes often live. One connection, used only on the
loop's thread.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ...errors import JournalError
from . import _news
from ._connection import connected
from ._job_row import JobRow
from ._schema import VERSION, migrate
from ._states import MOVES, JobState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ._clock import Clock

FILE_NAME = "journal.sqlite3"
_UUID = "SELECT value FROM meta WHERE name = 'uuid'"
UNFINISHED = tuple(state.value for state in JobState if not state.is_final)
_UNFINISHED = (
    f"SELECT * FROM job WHERE state IN ({', '.join('?' * len(UNFINISHED))}) "  # noqa: S608 - question marks
    "ORDER BY created_at, rowid"
)


class StaleMoveError(JournalError):
    """Somebody else moved the job first, or the move is not allowed."""


class Journal:
    """The durable memory of all jobs."""

    def __init__(self, home: Path, clock: Clock) -> None:
        self.path = home / FILE_NAME
        self._clock = clock
        self._is_alone = False
        self._place: tuple[int, int] | None = None
        with self._explained():
            self._db = connected(self.path)
            self._open()
            self._place = _place_of(self.path)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def add(self, job_id: str, **columns: str | None) -> None:
        """Commit a new job in state `prepared`, before anything is sent."""
        now = self._now()
        values = {
            "id": job_id,
            "state": JobState.PREPARED.value,
            "created_at": now,
            "updated_at": now,
            **columns,
        }
        names = ", ".join(values)
        places = ", ".join(f":{name}" for name in values)
        with self._transaction() as db:
            db.execute(f"INSERT INTO job ({names}) VALUES ({places})", values)  # noqa: S608 - names are this package's own
            self._record(job_id, JobState.PREPARED.value, "")

    def move(
        self, job_id: str, state: JobState, detail: str = "", **columns: Any
    ) -> None:
        """Commit the step to *state*, with what is learned by it.

        Raises:
            StaleMoveError: The job is not in a state that may lead there.
        """
        with self._transaction():
            row = self.row(job_id)
            if state not in MOVES[row.state]:
                raise StaleMoveError(
                    f"{job_id} is {row.state.value} in the journal and cannot become "
                    f"{state.value}: another kernel may have moved it."
                )
            self._write(job_id, {**columns, "state": state.value, "rev": row.rev + 1})
            self._record(job_id, state.value, detail)

    def note(self, job_id: str, what: str, detail: str = "", **columns: Any) -> None:
        """Commit something learned about a job that does not move it."""
        with self._transaction():
            self._write(job_id, columns)
            self._record(job_id, what, detail)

    def star(self, job_id: str, *, on: bool) -> None:
        """Commit that somebody likes a job; that makes it no newer than it is."""
        with self._transaction() as db:
            db.execute("UPDATE job SET starred = ? WHERE id = ?", (on, job_id))
            self._record(job_id, "starred" if on else "unstarred", "")

    def get(self, job_id: str) -> JobRow | None:
        """Return one job, or nothing where the id is not known here."""
        found = self.read("SELECT * FROM job WHERE id = ?", (job_id,))
        return JobRow.of(found[0]) if found else None

    def row(self, job_id: str) -> JobRow:
        """Return one job that must be there."""
        row = self.get(job_id)
        if row is None:
            raise JournalError(f"The journal has no job {job_id!r}.")
        return row

    def rows(self) -> tuple[JobRow, ...]:
        """Return all jobs, newest first."""
        found = self.read("SELECT * FROM job ORDER BY created_at DESC, rowid DESC")
        return tuple(map(JobRow.of, found))

    @property
    def uuid(self) -> str:
        """The journal's own name; no two journals have the same."""
        return str(self.read(_UUID)[0]["value"])

    def unfinished(self) -> tuple[JobRow, ...]:
        """Return the jobs that are not over, oldest first."""
        return tuple(map(JobRow.of, self.read(_UNFINISHED, UNFINISHED)))

    def same_requests(self, request_sha256: str, base_url: str) -> tuple[JobRow, ...]:
        """Return the jobs that asked this provider for the same, newest first."""
        found = self.read(
            "SELECT * FROM job WHERE request_sha256 = ? AND base_url = ? "
            "ORDER BY created_at DESC, rowid DESC",
            (request_sha256, base_url),
        )
        return tuple(map(JobRow.of, found))

    def learn(self, base_url: str, key_fp: str, name: str, *, value: bool) -> None:
        """Commit what a gateway was seen to do with this key."""
        with self._transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO capability VALUES (?, ?, ?, ?, ?)",
                (base_url, key_fp, name, value, self._now()),
            )

    def proven(self, base_url: str, key_fp: str) -> dict[str, tuple[bool, datetime]]:
        """Return what the gateway was seen to do, and when."""
        found = self.read(
            "SELECT * FROM capability WHERE base_url = ? AND key_fp = ?",
            (base_url, key_fp),
        )
        return {
            row["name"]: (
                bool(row["value"]),
                datetime.fromisoformat(row["proven_at"]),
            )
            for row in found
        }

    def seconds_taken(
        self, gateway: str, model_name: str, mode: str | None, duration: str
    ) -> tuple[float, ...]:
        """Return how long past jobs of this kind took, newest first."""
        found = self.read(
            """
            SELECT seconds FROM job
            WHERE gateway = ? AND seconds IS NOT NULL
            AND json_extract(request, '$.model_name') = ?
            AND json_extract(request, '$.mode') IS ?
            AND json_extract(request, '$.duration') = ?
            ORDER BY created_at DESC LIMIT 50
            """,
            (gateway, model_name, mode, duration),
        )
        return tuple(row["seconds"] for row in found)

    def read(
        self, question: str, values: Sequence[Any] | Mapping[str, Any] = ()
    ) -> list[sqlite3.Row]:
        """Return what the tables answer to a question."""
        with self._explained():
            return self._db.execute(question, values).fetchall()

    def teach(self, name: str, function: Callable[..., Any]) -> None:
        """Let questions use a function that gives the same for the same."""
        self._db.create_function(name, -1, function, deterministic=True)

    def _open(self) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise JournalError(
                f"The journal {str(self.path)!r} was written by a newer version of "
                "kling_widgets. Install that version, or name another folder in "
                "KLING_WIDGETS_HOME."
            )
        migrate(self._db)

    def _write(self, job_id: str, columns: dict[str, Any]) -> None:
        values = {**columns, "updated_at": self._now(), "id": job_id}
        changes = ", ".join(f"{name} = :{name}" for name in values if name != "id")
        self._db.execute(f"UPDATE job SET {changes} WHERE id = :id", values)  # noqa: S608 - names are this package's own

    def _record(self, job_id: str, what: str, detail: str) -> None:
        self._db.execute(
            """
            INSERT INTO event (job_id, n, at, pid, what, detail)
            SELECT ?, count(*), ?, ?, ?, ? FROM event WHERE job_id = ?
            """,
            (job_id, self._now(), os.getpid(), what, detail, job_id),
        )

    def _now(self) -> str:
        return self._clock.wall().isoformat()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other kernels from writing, and commit all that is written as one.

        What is read inside still holds when it decides what is written.
        """
        with self._explained():
            self._db.execute("BEGIN IMMEDIATE")
        self._is_alone = True
        try:
            yield
            with self._explained():
                self._db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # what was wrong first is what is told
                self._db.rollback()  # also where the commit failed: it stays open then
            raise
        finally:
            self._is_alone = False
        _news.tell(self.path)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with nullcontext() if self._is_alone else self.alone(), self._explained():
            yield self._db

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what SQLite and the disk say into a sentence."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            reason = str(error)
        else:
            return
        self._check_place()
        raise JournalError(
            f"The journal {str(self.path)!r} cannot be used ({reason}). "
            "Mend that, or set KLING_WIDGETS_HOME to a folder on a local disk."
        )

    def _check_place(self) -> None:
        if self._place is not None and self._place != _place_of(self.path):
            raise JournalError(
                f"The journal {str(self.path)!r} was moved or deleted while this kernel "
                "had it open. Put it back, or restart the kernel to begin a new one."
            )


def _place_of(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another that has come to its name."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
