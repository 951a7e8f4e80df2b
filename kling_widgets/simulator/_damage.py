"""A file of tasks that SQLite cannot read: named, and never touched."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FINE = "ok"


class DamagedFileError(Exception):
    """The tasks cannot be read. Nothing was changed.

    Args:
        path: The file.
        reason: What SQLite says of it.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The simulator's tasks in {str(path)!r} cannot be read ({reason}). "
            "Move that file away to begin anew, or use another home."
        )
        self.path = path
        self.reason = reason


class UnusableFileError(Exception):
    """The tasks can be neither read nor written where they are to lie.

    Args:
        path: The file.
        reason: What SQLite or the disk says of it.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"The simulator cannot use {str(path)!r} ({reason}).")
        self.path = path
        self.reason = reason


@contextmanager
def usable(path: Path) -> Iterator[None]:
    """Name the file where the disk is full or read-only, or another holds it.

    Raises:
        UnusableFileError: so it is.
    """
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        reason = str(error)
    else:
        return
    raise UnusableFileError(path, reason)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Name the file where what SQLite finds in it is no database, or a broken one.

    Raises:
        DamagedFileError: so it is.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        # Its subclasses tell of other things: a lock, a full disk, a wrong question.
        if type(error) is not sqlite3.DatabaseError:
            raise
        reason = str(error)
    else:
        return
    raise DamagedFileError(path, reason)


def check(db: sqlite3.Connection, path: Path) -> None:
    """Look through a whole file.

    Raises:
        DamagedFileError: A part of it is broken.
    """
    (found,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if found != FINE:
        raise DamagedFileError(path, " ".join(str(found).split()))
