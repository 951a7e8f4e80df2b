"""One job as the journal holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ._states import JobState

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """A row of the table `job`, every column by its own name: see `_schema`."""

    id: str
    state: JobState
    rev: int
    created_at: str
    updated_at: str
    gateway: str
    base_url: str
    request: str
    request_sha256: str
    folder: str
    task_id: str | None
    status_text: str | None
    reply: bytes | None
    url: str | None
    file: str | None
    file_sha256: str | None
    file_bytes: int | None
    price: str | None
    units: str | None
    seconds: float | None
    error: str | None
    key_fp: str
    held: str | None
    held_until: str | None
    absent: int
    starred: int
    model_name: str
    recipe: str | None

    @classmethod
    def of(cls, row: sqlite3.Row) -> JobRow:
        """Return the job that all columns of a row tell of."""
        values = dict(row)
        return cls(**{**values, "state": JobState(values["state"])})
