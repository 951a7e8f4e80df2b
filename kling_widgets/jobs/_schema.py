"""The journal's tables, as numbered migrations. All SQL that shapes lives here."""

from __future__ import annotations

import sqlite3  # noqa: TC003 - the migrations take a real connection

MIGRATIONS = (
    # 1: jobs, and everything that ever happened to them
    """
    CREATE TABLE job (
        id TEXT PRIMARY KEY,
        state TEXT NOT NULL,
        rev INTEGER NOT NULL DEFAULT 0,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        gateway TEXT NOT NULL,
        base_url TEXT NOT NULL,
        request TEXT NOT NULL,
        request_sha256 TEXT NOT NULL,
        folder TEXT NOT NULL,
        task_id TEXT,
        status_text TEXT,
        reply BLOB,
        url TEXT,
        file TEXT,
        file_sha256 TEXT,
        file_bytes INTEGER,
        price TEXT,
        units TEXT,
        seconds REAL,
        error TEXT
    ) STRICT;
    CREATE INDEX job_by_age ON job (created_at);
    CREATE TABLE event (
        job_id TEXT NOT NULL REFERENCES job (id),
        n INTEGER NOT NULL,
        at TEXT NOT NULL,
        pid INTEGER NOT NULL,
        what TEXT NOT NULL,
        detail TEXT NOT NULL,
        PRIMARY KEY (job_id, n)
    ) STRICT, WITHOUT ROWID;
    """,
)

VERSION = len(MIGRATIONS)
APPLICATION_ID = 0x6B6C696E  # "klin", so that a file manager can tell


def migrate(db: sqlite3.Connection) -> None:
    """Bring the database to this version, one migration a transaction."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    for number, script in enumerate(MIGRATIONS[version:], version + 1):
        db.executescript(
            f"BEGIN EXCLUSIVE; {script} "
            f"PRAGMA application_id = {APPLICATION_ID}; "
            f"PRAGMA user_version = {number}; COMMIT;"
        )
