"""A limit in dollars that no job may pass."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from ...api import number, shown, text_of
from ...errors import NOTHING_SENT, ConfigError, InputError
from ._spending import Spending, spending

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ...api import ImageToVideoRequest, Price
    from ..journal import JobRow

VARIABLE = "KLING_WIDGETS_BUDGET"
DAY = "day"
MOST_ZEROS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """So many dollars: in all that the journal holds, or each day."""

    dollars: Decimal
    per: str | None = None
    """`"day"`, or nothing for everything that was ever spent."""

    def __str__(self) -> str:
        return f"${self.dollars}" + (" a day" if self.per else "")

    def counted(self, rows: Iterable[JobRow], now: datetime) -> Spending:
        """Return what counts towards the limit."""
        return spending(rows) if self.per is None else spent_today(rows, now)


_given: list[Budget | None] = []
"""What `set_budget` was told last, if anything: it then goes before the environment."""


def set_budget(dollars: object, per: str | None = None) -> None:
    """Set the limit, or lift it with `None`.

    Raises:
        ConfigError: It is no sum of money. Nothing changes.
    """
    if per is not None and text_of(per) != DAY:
        raise ConfigError(f"budget: per is {shown(per)}; it can be 'day' or left out.")
    limit = None if dollars is None else Budget(dollars=_sum(dollars), per=per)
    _given[:] = [limit]


def current_budget() -> Budget | None:
    """Return the limit as it is now.

    Raises:
        ConfigError: The environment's cannot be read; no limit would be dangerous.
    """
    if _given:
        return _given[0]
    text = os.environ.get(VARIABLE, "").strip()
    if not text:
        return None
    amount, slash, per = text.partition("/")
    if slash and per.strip() != DAY:
        raise ConfigError(f"{VARIABLE} is {text!r}; write 5.00 or 5.00/day.")
    return Budget(dollars=_sum(amount.strip(), VARIABLE), per=DAY if slash else None)


def check_budget(
    limit: Budget,
    request: ImageToVideoRequest,
    rows: Iterable[JobRow],
    *,
    price: Price | None,
    now: datetime,
) -> None:
    """Refuse a job that would pass the limit, before anything of it is written down.

    Raises:
        InputError: naming the sums.
    """
    if price is None:
        raise InputError(
            f"the price of {request.model_name} is not known, so your limit of {limit} "
            "cannot be kept. Take another model, or lift it with kling.budget(None). "
            f"{NOTHING_SENT}"
        )
    counted = limit.counted(rows, now)
    if counted.total + price.dollars > limit.dollars:
        raise InputError(
            f"this job (≈ ${price.dollars}) would pass your limit of {limit} (spent or "
            f"maybe spent: ${counted.spent + counted.maybe}, on their way: "
            f"${counted.reserved}). {NOTHING_SENT} "
            f"kling.budget({counted.total + price.dollars}) would allow it."
        )


def spent_today(rows: Iterable[JobRow], now: datetime) -> Spending:
    """Return what was spent since midnight, as the user's clock has it."""
    today = now.astimezone().date()
    return spending(row for row in rows if _local_day(row) == today)


def _local_day(row: JobRow) -> date:
    return datetime.fromisoformat(row.created_at).astimezone().date()


def _sum(dollars: object, name: str = "budget") -> Decimal:
    text = _written(dollars).strip().removeprefix("$")
    if not _MONEY.fullmatch(text):
        raise ConfigError(
            f"{name} is {shown(dollars)}; it must be a sum in US dollars, such as 5.00."
        )
    return Decimal(text).quantize(Decimal("0.01"))


def _written(dollars: object) -> str:
    text = text_of(dollars)
    if text is not None:
        return text
    if isinstance(dollars, Decimal) and abs(dollars.adjusted()) > MOST_ZEROS:
        return ""  # written out, it could fill the memory
    found = dollars if isinstance(dollars, Decimal) else number(dollars)
    return "" if found is None else format(found, "f")


_MONEY = re.compile(r"[0-9]{1,9}(?:\.[0-9]*)?", re.ASCII)
