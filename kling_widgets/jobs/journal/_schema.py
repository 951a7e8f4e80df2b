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
    # 2: whose key, why a job waits, and what each gateway was seen to do
    """
    ALTER TABLE job ADD COLUMN key_fp TEXT NOT NULL DEFAULT '';
    ALTER TABLE job ADD COLUMN held TEXT;
    ALTER TABLE job ADD COLUMN held_until TEXT;
    ALTER TABLE job ADD COLUMN not_found INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX job_by_request ON job (request_sha256);
    CREATE TABLE capability (
        base_url TEXT NOT NULL,
        key_fp TEXT NOT NULL,
        name TEXT NOT NULL,
        value INTEGER NOT NULL,
        proven_at TEXT NOT NULL,
        PRIMARY KEY (base_url, key_fp, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    INSERT INTO meta VALUES ('uuid', lower(hex(randomblob(16))));
    """,
    # 3: what somebody likes, and what a gallery looks for
    """
    ALTER TABLE job ADD COLUMN starred INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE job ADD COLUMN model_name TEXT NOT NULL DEFAULT '';
    UPDATE job SET model_name = coalesce(json_extract(request, '$.model_name'), '');
    CREATE INDEX job_starred ON job (created_at) WHERE starred;
    CREATE INDEX job_by_state ON job (state, created_at);
    CREATE INDEX job_by_model ON job (model_name, created_at);
    """,
    # 4: the recipe of a job, before it is sent
    """
    ALTER TABLE job ADD COLUMN recipe TEXT;
    """,
    # 5: whether a submit made nothing; a count alone never told that
    """
    ALTER TABLE job DROP COLUMN not_found;
    ALTER TABLE job ADD COLUMN absent INTEGER NOT NULL DEFAULT 0;
    """,
)

VERSION = len(MIGRATIONS)
APPLICATION_ID = 0x6B6C696E  # "klin", so that a file manager can tell


def migrate(db: sqlite3.Connection) -> None:
    """Bring the database to this version, one migration a transaction."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    while version < VERSION:
        version = _migrate_once(db)


def _migrate_once(db: sqlite3.Connection) -> int:
    """Apply the next migration, unless another kernel has just done it."""
    db.execute("BEGIN EXCLUSIVE")
    try:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version < VERSION:
            for statement in MIGRATIONS[version].split(";"):
                db.execute(statement)
            version += 1
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {version}")
    except BaseException:
        db.rollback()
        raise
    db.execute("COMMIT")
    return int(version)
