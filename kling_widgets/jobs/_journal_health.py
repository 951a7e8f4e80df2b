"""How the journal on disk is doing, without opening it for writing."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import JournalError
from ._diagnosis import Health, Line
from ._named_folder import kind_at
from .journal import FILE_NAME, check_private

if TYPE_CHECKING:
    from collections.abc import Iterator

BUSY_SECONDS = 2.0
MOUNTS = Path("/proc/self/mounts")
REMOTE = ("nfs", "cifs", "smb", "9p", "fuse", "afs", "lustre", "gpfs", "ceph")
"""File systems whose locks cannot be relied on, by how their names begin."""
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def journal_health(home: Path) -> Iterator[Line]:
    """Look at the file, at what it holds, and at where it lies."""
    path = home / FILE_NAME
    yield _place(home)
    if not kind_at(path):
        yield Line("journal", f"none yet; it will be {str(path)!r}")
        return
    try:
        with closing(_opened(path)) as db:
            yield _checked(db, path)
            yield _jobs(db)
            yield from _proven(db)
    except sqlite3.Error as error:
        yield Line("journal", f"{str(path)!r} cannot be read: {error}", Health.BAD)


def file_system(path: Path) -> str:
    """Return the kind of file system that a path lies on, or nothing."""
    try:
        mounts = [line.split(" ")[1:3] for line in MOUNTS.read_text().splitlines()]
        real = path.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        return ""
    over = [(m, kind) for m, kind in mounts if real.is_relative_to(_unescaped(m))]
    return max(over, key=lambda each: len(each[0]))[1] if over else ""


def _place(home: Path) -> Line:
    kind = file_system(home)
    text = f"{str(home)!r} on {kind or 'an unknown file system'}"
    if kind.startswith(REMOTE):
        advice = "locks may fail there; set KLING_WIDGETS_HOME to a local folder"
        return Line("home", f"{text}: {advice}", Health.LOOK)
    there = next(each for each in (home, *home.parents) if os.path.lexists(each))
    if kind_at(there) != "folder":
        wrong = f"{text}: {str(there)!r} is no folder"
        return Line("home", wrong, Health.BAD)
    if not os.access(there, os.W_OK | os.X_OK):
        wrong = f"{text}: {str(there)!r} cannot be written to, so nothing can be sent"
        return Line("home", wrong, Health.BAD)
    if there == home:
        try:
            check_private(home)
        except JournalError as error:
            return Line("home", str(error), Health.BAD)
    if there == home and home.stat().st_mode & OTHERS:
        mode = stat.filemode(home.stat().st_mode)
        return Line("home", f"{text}: others can enter it ({mode})", Health.LOOK)
    return Line("home", text)


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS
    )
    db.execute("PRAGMA trusted_schema = OFF")
    return db


def _checked(db: sqlite3.Connection, path: Path) -> Line:
    ((found, *_),) = db.execute("PRAGMA quick_check(1)").fetchall()
    (mode,) = db.execute("PRAGMA journal_mode").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    text = (
        f"{path.stat().st_size:,} bytes, schema {version}, journal mode {mode}, "
        f"SQLite {sqlite3.sqlite_version}, quick check: {found}"
    )
    return Line("journal", text, Health.GOOD if found == "ok" else Health.BAD)


def _jobs(db: sqlite3.Connection) -> Line:
    counts = db.execute(
        "SELECT state, count(*) FROM job GROUP BY state ORDER BY 2 DESC"
    )
    text = ", ".join(f"{count} {state}" for state, count in counts) or "none yet"
    return Line("jobs", text, Health.LOOK if "unknown" in text else Health.GOOD)


def _proven(db: sqlite3.Connection) -> Iterator[Line]:
    """Tell what gateways were seen to do, where the journal has such a table."""
    named = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'capability'")
    if not named.fetchone():
        return
    rows = db.execute("SELECT base_url, name, value, proven_at FROM capability")
    for base_url, name, value, at in rows:
        text = f"{base_url}: {name} {'yes' if value else 'no'}, seen {at[:10]}"
        yield Line("proven", text)


def _unescaped(mount: str) -> str:
    return mount.encode("latin-1", "replace").decode("unicode_escape")
