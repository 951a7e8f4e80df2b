"""The store: tasks and the posts that asked for them, in one SQLite file.

A connection lives for one call, so that threads, forks and several processes
may share the file.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from . import _sql
from ._damage import check, naming, usable
from ._life import Life, plan_life
from ._refusal import BAD_VALUE, NO_BALANCE, TOO_MANY_TASKS, Refusal
from ._task import Draft, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ._switches import Switches

BUSY_SECONDS = 10.0
LIFE_COLUMNS = ("created_ms", "processing_ms", "over_ms", "reason")


class Store:
    """Every task ever accepted, for any number of processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_ready = False

    def check(self) -> None:
        """Look whether the file can be read.

        Raises:
            DamagedFileError: It cannot.
            UnusableFileError: There is no place for it, or another holds it.
        """
        with usable(self._path), self._reading() as db:
            check(db, self._path)

    def create(
        self,
        draft: Draft,
        *,
        now_ms: int,
        speed: float,
        switches: Switches,
        make_id: Callable[[int], str],
    ) -> Task:
        """Check the account and make the task, in one step that nobody can split."""
        with self._writing() as db:
            _check_account(db, draft, now_ms, switches)
            task_id = _free_id(db, now_ms, make_id)
            life = plan_life(
                created_ms=now_ms,
                mode=draft.mode,
                duration=draft.duration,
                speed=speed,
                reason=draft.reason,
                seed=task_id,
            )
            task = Task(task_id=task_id, life=life, draft=draft)
            db.execute(_sql.INSERT_TASK, _row(task))
            db.execute(_sql.INSERT_POST, (now_ms, draft.external_task_id, task_id))
        return task

    def by_id(self, account: str, task_id: str) -> Task | None:
        """Return an account's task by its id."""
        return self._one(_sql.BY_ID, account, task_id)

    def by_external_id(self, account: str, external_task_id: str) -> Task | None:
        """Return an account's newest task that carries this id of its own."""
        return self._one(_sql.BY_EXTERNAL_ID, account, external_task_id)

    def any_by_id(self, task_id: str) -> Task | None:
        """Return anyone's task: result files need no key."""
        return self._one(_sql.ANY_BY_ID, task_id)

    def page(self, account: str, *, number: int, size: int) -> list[Task]:
        """Return one page of an account's tasks, the newest first."""
        return self._many(_sql.PAGE, account, size, (number - 1) * size)

    def newest(self, count: int) -> list[Task]:
        """Return the newest tasks of all accounts."""
        return self._many(_sql.NEWEST, count)

    def charged(self, now_ms: int) -> list[Task]:
        """Return the tasks that money was taken for, in that order."""
        return self._many(_sql.CHARGED, now_ms)

    def last_charged(self, now_ms: int, count: int) -> list[Task]:
        """Return the last of them, the newest first."""
        return self._many(_sql.LAST_CHARGED, now_ms, count)

    def times_charged(self, now_ms: int) -> dict[Decimal, int]:
        """Return how often each number of units was charged."""
        with self._reading() as db:
            found = db.execute(_sql.TIMES_CHARGED, (now_ms,))
            return {Decimal(units): count for units, count in found}

    def record_post(
        self, *, at_ms: int, external_task_id: str | None, answer: str
    ) -> None:
        """Note a request to make a task that came to nothing."""
        with self._writing() as db:
            db.execute(_sql.INSERT_POST, (at_ms, external_task_id, answer))

    def posts(self) -> list[tuple[str | None, str, int]]:
        """Return every create that was asked for: own id, answer, time."""
        with self._reading() as db:
            return [tuple(row) for row in db.execute(_sql.POSTS)]

    def last_posts(self, count: int) -> list[tuple[str | None, str, int]]:
        """Return the last of them, the newest first."""
        with self._reading() as db:
            return [tuple(row) for row in db.execute(_sql.LAST_POSTS, (count,))]

    def awaiting_callbacks(self, since_ms: int) -> list[Task]:
        """Return the tasks that want callbacks and were under way since a time."""
        return self._many(_sql.AWAITING_CALLBACKS, since_ms)

    def next_change(self, now_ms: int) -> int | None:
        """Return when the next status moves that somebody wants to hear of."""
        with self._reading() as db:
            (next_ms,) = db.execute(_sql.NEXT_CHANGE, {"now_ms": now_ms}).fetchone()
        return None if next_ms is None else int(next_ms)

    def under_way(self, now_ms: int) -> int:
        """Return how many tasks, of all accounts, are not over."""
        with self._reading() as db:
            (count,) = db.execute(_sql.ALL_UNDER_WAY, (now_ms,)).fetchone()
        return int(count)

    def claim_callback(self, task_id: str, status: str) -> bool:
        """Take it on to send a callback; False when another process has."""
        with self._writing() as db:
            return db.execute(_sql.CLAIM_CALLBACK, (task_id, status)).rowcount == 1

    def note_callback(self, task_id: str, status: str, outcome: str) -> None:
        """Note what came of a callback."""
        with self._writing() as db:
            db.execute(_sql.NOTE_CALLBACK, (outcome, task_id, status))

    def callbacks(self, task_id: str) -> list[tuple[str, str]]:
        """Return the callbacks of a task: status, outcome."""
        with self._reading() as db:
            return [tuple(row) for row in db.execute(_sql.CALLBACKS, (task_id,))]

    def _one(self, sql: str, *values: Any) -> Task | None:
        return next(iter(self._many(sql, *values)), None)

    def _many(self, sql: str, *values: Any) -> list[Task]:
        with self._reading() as db:
            return [_task(row) for row in db.execute(sql, values)]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with naming(self._path), closing(self._connected()) as db:
            yield db

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with (
            naming(self._path),
            closing(self._connected()) as db,
            _transaction(db),
        ):
            yield db

    def _connected(self) -> sqlite3.Connection:
        if not self._is_ready:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        db = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            self._make_ready(db)
        except BaseException:
            db.close()
            raise
        return db

    def _make_ready(self, db: sqlite3.Connection) -> None:
        db.row_factory = sqlite3.Row
        # a crash of this process loses nothing; a power cut may, and costs nothing here
        db.execute("PRAGMA synchronous = OFF")
        if not self._is_ready:
            _migrate(db)
            self._path.chmod(0o600)
            self._is_ready = True


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _migrate(db: sqlite3.Connection) -> None:
    """Bring the schema up to date; of several processes one does it."""
    with _transaction(db):
        (version,) = db.execute("PRAGMA user_version").fetchone()
        for number, migration in enumerate(_sql.MIGRATIONS[version:], version + 1):
            for statement in migration.split(";"):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number}")


def _check_account(
    db: sqlite3.Connection, draft: Draft, now_ms: int, switches: Switches
) -> None:
    """Refuse what the account may not do: repeat an id, overspend, crowd."""
    own = (draft.account, draft.external_task_id)
    if (
        switches.unique_external_ids
        and db.execute(_sql.HAS_EXTERNAL_ID, own).fetchone()
    ):
        raise Refusal(
            BAD_VALUE, f"external_task_id '{draft.external_task_id}' already exists"
        )
    if switches.balance is not None:
        rows = db.execute(_sql.TAKEN_OR_HELD, (draft.account, now_ms))
        spent = sum((Decimal(row["units"]) for row in rows), Decimal(0))
        if spent + draft.units > switches.balance:
            raise Refusal(NO_BALANCE, "Account balance not enough")
    (busy,) = db.execute(_sql.UNDER_WAY, (draft.account, now_ms)).fetchone()
    if busy >= switches.concurrency:
        raise Refusal(TOO_MANY_TASKS, "parallel task over resource pack limit")


def _free_id(db: sqlite3.Connection, now_ms: int, make_id: Callable[[int], str]) -> str:
    while True:
        task_id = make_id(now_ms)
        if not db.execute(_sql.HAS_TASK, (task_id,)).fetchone():
            return task_id


def _row(task: Task) -> dict[str, Any]:
    life, draft = task.life, task.draft
    row = {name: getattr(draft, name) for name in Draft.__slots__}
    row |= {name: getattr(life, name) for name in LIFE_COLUMNS}
    return row | {"task_id": task.task_id, "units": str(draft.units)}


def _task(row: sqlite3.Row) -> Task:
    values = {name: row[name] for name in Draft.__slots__}
    values |= {"units": Decimal(row["units"]), "watermark": bool(row["watermark"])}
    life = Life(*(row[name] for name in LIFE_COLUMNS))
    return Task(task_id=row["task_id"], life=life, draft=Draft(**values))
