"""What was spent and what is left, as a small table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from ._budget import current_budget, spent_today
from ._spending import Spending, spending

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ..journal import JobRow
    from ._budget import Budget

LINES = (
    ("spent", "spent"),
    ("maybe spent", "maybe"),
    ("on their way", "reserved"),
    ("sum", "total"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """Sums in US dollars, by the journal. What the simulator made is free."""

    today: Spending
    total: Spending
    limit: Budget | None
    left: Decimal | None
    """What may still be spent; nothing where there is no limit."""

    def __repr__(self) -> str:
        rows = [("", "today", "in all"), *self._rows()]
        lines = [f"{name:<14}{today:>10}{all_:>10}" for name, today, all_ in rows]
        return "\n".join([*lines, *self._notes()])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th style='text-align:left'>{name}</th>"
            f"<td>{today}</td><td>{all_}</td></tr>"
            for name, today, all_ in self._rows()
        )
        notes = "".join(f"<p>{escape(note)}</p>" for note in self._notes())
        head = "<tr><th></th><th>today</th><th>in all</th></tr>"
        # Jupyter would set what stands between two dollar signs as a formula
        return (
            f'<div class="mathjax_ignore tex2jax_ignore">'
            f"<table>{head}{rows}</table>{notes}</div>"
        )

    def _rows(self) -> list[tuple[str, str, str]]:
        return [
            (name, f"${getattr(self.today, sum_)}", f"${getattr(self.total, sum_)}")
            for name, sum_ in LINES
        ]

    def _notes(self) -> list[str]:
        notes = ["No limit is set; kling.budget(5.00) sets one."]
        if self.limit is not None:
            notes = [f"Limit {self.limit}; ${self.left} left."]
        if self.total.unpriced:
            notes.append(
                f"{self.total.unpriced} jobs have no known price: not counted."
            )
        return notes


def purse(rows: Sequence[JobRow], now: datetime) -> Purse:
    """Count the journal's jobs."""
    limit = current_budget()
    left = None
    if limit is not None:
        left = max(limit.dollars - limit.counted(rows, now).total, Decimal("0.00"))
    return Purse(
        today=spent_today(rows, now), total=spending(rows), limit=limit, left=left
    )
