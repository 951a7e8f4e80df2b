"""All jobs of a journal, to be looked through a page at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..errors import ConfigError
from ._job_query import FUNCTIONS, JobQuery
from .journal import JobRow, _news, reusable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ._loop import LoopThread
    from .journal import JobSnapshot, Journal

MAX_PAGE: Final = 500
"""Jobs that are read at once; a page never asks for more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfItem:
    """One job as it stands on the shelf."""

    job: JobSnapshot
    starred: bool
    file: Path | None
    """Where its clip was saved; it may have gone since."""


class Shelf:
    """The jobs of a journal: found, starred, and their files deleted.

    Everything here may be called from any thread.

    Args:
        loop: the thread that has the journal.
        journal: gives the journal, on that thread.
        seen: tells how a job stands now, on that thread.
        path: the journal's file.
    """

    def __init__(
        self,
        loop: LoopThread,
        *,
        journal: Callable[[], Journal],
        seen: Callable[[JobRow], JobSnapshot],
        path: Path,
    ) -> None:
        self._loop = loop
        self._journal = journal
        self._seen = seen
        self._path = path

    @property
    def folder(self) -> Path:
        """The journal's folder, which only this user can read."""
        return self._path.parent

    def find(self, query: JobQuery) -> tuple[str, ...]:
        """Return the ids of the jobs that are meant, newest first."""
        return self._loop.call(self._find, query)

    def count(self) -> int:
        """Return how many jobs there are in all."""
        return self._loop.call(self._count)

    def items(self, ids: Iterable[str]) -> tuple[ShelfItem, ...]:
        """Return these jobs, in this order; ids that are not here are left out."""
        return self._loop.call(self._items, tuple(ids)[:MAX_PAGE])

    def models(self) -> tuple[str, ...]:
        """Return the models that jobs were sent to."""
        return self._loop.call(self._models)

    def request(self, job_id: str) -> dict[str, Any]:
        """Return what a job was asked for with, without the pictures."""
        return self._loop.call(lambda: reusable(self._journal().row(job_id)))

    def star(self, job_id: str, *, on: bool) -> None:
        """Keep in the journal that somebody likes a job, or no longer does."""
        self._loop.call(lambda: self._journal().star(job_id, on=on))

    def delete_file(self, job_id: str) -> None:
        """Delete the file of a clip. The job, its words and its recipe stay.

        Raises:
            ConfigError: The file cannot be deleted.
        """
        self._loop.call(self._delete_file, job_id)

    def subscribe(self, listener: Callable[[], object]) -> Callable[[], None]:
        """Call *listener* after each change that this process makes, on any thread."""
        return _news.subscribe(self._path, listener)

    def _find(self, query: JobQuery) -> tuple[str, ...]:
        journal = self._journal()
        for name, function in FUNCTIONS.items():
            journal.teach(name, function)
        condition, values = query.condition()
        found = journal.read(
            f"SELECT id FROM job WHERE {condition} "  # noqa: S608 - values are bound
            "ORDER BY created_at DESC, rowid DESC",
            values,
        )
        return tuple(row["id"] for row in found)

    def _count(self) -> int:
        return int(self._journal().read("SELECT count(*) AS n FROM job")[0]["n"])

    def _items(self, ids: tuple[str, ...]) -> tuple[ShelfItem, ...]:
        found = self._journal().read(
            "SELECT * FROM job WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
        rows = {row.id: row for row in map(JobRow.of, found)}
        return tuple(self._item(rows[job_id]) for job_id in ids if job_id in rows)

    def _item(self, row: JobRow) -> ShelfItem:
        return ShelfItem(
            job=self._seen(row),
            starred=bool(row.starred),
            file=Path(row.file) if row.file else None,
        )

    def _models(self) -> tuple[str, ...]:
        question = (
            "SELECT DISTINCT model_name FROM job WHERE model_name <> '' ORDER BY 1"
        )
        return tuple(row["model_name"] for row in self._journal().read(question))

    def _delete_file(self, job_id: str) -> None:
        journal = self._journal()
        file = journal.row(job_id).file
        if file is None:
            return
        try:
            Path(file).unlink(missing_ok=True)
        except OSError as error:
            raise ConfigError(
                f"The clip {file!r} cannot be deleted: {error.strerror or error}."
            ) from error
        journal.note(job_id, "file deleted", file)
