"""A connection to the journal's file, which only this user can read."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from ._private import make_private

if TYPE_CHECKING:
    from pathlib import Path

BUSY_SECONDS = 10.0

PRAGMAS = """
PRAGMA journal_mode = DELETE;
PRAGMA synchronous = EXTRA;
PRAGMA fullfsync = ON;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
PRAGMA secure_delete = ON;
"""


def connected(path: Path) -> sqlite3.Connection:
    """Open the file, and make it with its folder where there is none."""
    make_private(path.parent, path)
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.executescript(PRAGMAS)
    return db
