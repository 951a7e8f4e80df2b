"""All SQL of the simulator. Times are Unix milliseconds on the simulator's clock."""

from __future__ import annotations

MIGRATIONS = (
    """
    CREATE TABLE task (
        task_id          TEXT PRIMARY KEY,
        account          TEXT NOT NULL,
        external_task_id TEXT,
        created_ms       INTEGER NOT NULL,
        processing_ms    INTEGER NOT NULL,
        over_ms          INTEGER NOT NULL,
        reason           TEXT NOT NULL,
        model_name       TEXT NOT NULL,
        mode             TEXT NOT NULL,
        duration         TEXT NOT NULL,
        prompt           TEXT NOT NULL,
        units            TEXT NOT NULL,
        request          TEXT NOT NULL,
        callback_url     TEXT,
        watermark        INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX task_external ON task (account, external_task_id);
    CREATE INDEX task_over ON task (account, over_ms);
    CREATE TABLE post (
        n                INTEGER PRIMARY KEY AUTOINCREMENT,
        at_ms            INTEGER NOT NULL,
        external_task_id TEXT,
        answer           TEXT NOT NULL
    ) STRICT;
    """,
    """
    CREATE TABLE callback (
        task_id TEXT NOT NULL REFERENCES task,
        status  TEXT NOT NULL,
        outcome TEXT NOT NULL,
        PRIMARY KEY (task_id, status)
    ) STRICT;
    CREATE INDEX task_callback ON task (over_ms) WHERE callback_url IS NOT NULL;
    """,
    """
    CREATE INDEX task_charge ON task (over_ms, units) WHERE reason = '';
    CREATE INDEX task_end ON task (over_ms);
    CREATE INDEX task_made ON task (created_ms);
    """,
)
"""Each brings the schema from its index to the next; `user_version` counts them."""

COLUMNS = (
    "task_id",
    "account",
    "external_task_id",
    "created_ms",
    "processing_ms",
    "over_ms",
    "reason",
    "model_name",
    "mode",
    "duration",
    "prompt",
    "units",
    "request",
    "callback_url",
    "watermark",
)

INSERT_TASK = "INSERT INTO task ({}) VALUES ({})".format(  # noqa: S608 - constants
    ", ".join(COLUMNS), ", ".join(f":{column}" for column in COLUMNS)
)

HAS_TASK = "SELECT 1 FROM task WHERE task_id = ?"
BY_ID = "SELECT * FROM task WHERE account = ? AND task_id = ?"
BY_EXTERNAL_ID = """
    SELECT * FROM task WHERE account = ? AND external_task_id = ?
    ORDER BY created_ms DESC, rowid DESC LIMIT 1
"""
ANY_BY_ID = "SELECT * FROM task WHERE task_id = ?"
PAGE = """
    SELECT * FROM task WHERE account = ?
    ORDER BY created_ms DESC, rowid DESC LIMIT ? OFFSET ?
"""
NEWEST = "SELECT * FROM task ORDER BY created_ms DESC, rowid DESC LIMIT ?"
HAS_EXTERNAL_ID = (
    "SELECT 1 FROM task WHERE account = ? AND external_task_id = ? LIMIT 1"
)
ALL_UNDER_WAY = "SELECT count(*) FROM task WHERE over_ms > ?"
UNDER_WAY = "SELECT count(*) FROM task WHERE account = ? AND over_ms > ?"
TAKEN_OR_HELD = """
    SELECT units FROM task WHERE account = ? AND (reason = '' OR over_ms > ?)
"""
CHARGED = """
    SELECT * FROM task WHERE reason = '' AND over_ms <= ? ORDER BY over_ms, rowid
"""
LAST_CHARGED = """
    SELECT * FROM task WHERE reason = '' AND over_ms <= ?
    ORDER BY over_ms DESC, rowid DESC LIMIT ?
"""
TIMES_CHARGED = """
    SELECT units, count(*) FROM task WHERE reason = '' AND over_ms <= ? GROUP BY units
"""

INSERT_POST = "INSERT INTO post (at_ms, external_task_id, answer) VALUES (?, ?, ?)"
POSTS = "SELECT external_task_id, answer, at_ms FROM post ORDER BY n"
LAST_POSTS = f"{POSTS} DESC LIMIT ?"

AWAITING_CALLBACKS = """
    SELECT * FROM task WHERE callback_url IS NOT NULL AND over_ms > ?
    ORDER BY created_ms, rowid
"""
NEXT_CHANGE = """
    SELECT min(CASE WHEN processing_ms > :now_ms THEN processing_ms ELSE over_ms END)
    FROM task WHERE callback_url IS NOT NULL AND over_ms > :now_ms
"""
CLAIM_CALLBACK = "INSERT OR IGNORE INTO callback VALUES (?, ?, 'under way')"
NOTE_CALLBACK = "UPDATE callback SET outcome = ? WHERE task_id = ? AND status = ?"
CALLBACKS = "SELECT status, outcome FROM callback WHERE task_id = ? ORDER BY rowid"
