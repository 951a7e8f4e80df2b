"""All jobs as a user gets them: data for code, a table for people."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Final

from ..api import clean
from ..errors import ConfigError
from ._default import runner
from .journal import JobSnapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN_ROWS: Final = 50
"""A cell's output is no archive; all of them are in the tuple."""
SHOWN_PROMPT: Final = 80
COLUMNS: Final = (
    "created",
    "state",
    "model",
    "seconds",
    "prompt",
    "price",
    "file",
    "id",
)
TABLE: Final = (
    '<table class="mathjax_ignore tex2jax_ignore"><thead><tr>{head}</tr></thead>'
    "<tbody>{rows}</tbody></table>{rest}"
)
CELL: Final = '<td style="text-align:left">{text}</td>'
LONG_CELL: Final = '<td style="text-align:left;overflow-wrap:anywhere">{text}</td>'
LONG: Final = frozenset({"prompt", "file", "id"})
"""Columns that are broken anywhere, so that the others are whole words."""


class JobList(tuple[JobSnapshot, ...]):
    """Jobs, the newest first."""

    __slots__ = ()

    def to_frame(self) -> Any:
        """Return the jobs as a pandas data frame, one row each.

        Raises:
            ConfigError: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as exc:
            raise ConfigError(
                "A data frame needs pandas, which is not installed here. "
                "Run `%pip install pandas`, or use the jobs as they are."
            ) from exc
        return pd.DataFrame([_row(job) for job in self], columns=list(_NAMES))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{name}</th>" for name in COLUMNS)
        rows = "".join(map(_table_row, self[:SHOWN_ROWS]))
        left = len(self) - SHOWN_ROWS
        rest = f"<p>and {left:,} more</p>" if left > 0 else ""
        return TABLE.format(head=head, rows=rows, rest=rest)


def jobs() -> JobList:
    """Return every job that was ever started here, newest first.

    In a cell they show as a table; `.to_frame()` gives a pandas data frame.
    """
    return JobList(runner().jobs())


_NAMES: Final = (
    *("id", "created_at", "state", "model_name", "mode", "duration", "prompt"),
    *("simulated", "price", "elapsed", "task_id", "error", "file"),
)


def _row(job: JobSnapshot) -> dict[str, Any]:
    row = {name: getattr(job, name) for name in _NAMES if name != "file"}
    file = str(job.clip.path) if job.clip else None
    seconds = int(job.duration) if job.duration.isdecimal() else None
    return {
        **row,
        "state": job.state.value,
        "duration": seconds,
        "file": file,
    }


def _table_row(job: JobSnapshot) -> str:
    named = zip(COLUMNS, _words(job), strict=True)
    cells = (
        (LONG_CELL if name in LONG else CELL).format(text=html.escape(text))
        for name, text in named
    )
    return f"<tr>{''.join(cells)}</tr>"


def _words(job: JobSnapshot) -> Iterator[str]:
    yield f"{job.created_at:%Y-%m-%d %H:%M} UTC"
    yield job.state.value
    yield clean(" ".join(filter(None, (job.model_name, job.mode))))
    yield clean(job.duration)
    yield clean(job.prompt, SHOWN_PROMPT)
    yield "simulator, free" if job.simulated else clean(job.price)
    yield clean(job.clip.path.name) if job.clip else ""
    yield clean(job.id)
