"""What the jobs of a journal cost: for sure, perhaps, and as soon as they are done."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from ...api import estimate, in_dollars
from ..journal import JobState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..journal import JobRow

NOTHING = Decimal("0.00")
FREE = "simulator"
DIRECT = "kling"
"""Kling itself, which has its own price level."""

SPENT = frozenset(
    {JobState.SUCCEED, JobState.SAVED, JobState.LOST_RESULT, JobState.FAILED}
)
MAYBE_SPENT = frozenset({JobState.UNKNOWN, JobState.ABANDONED})
RESERVED = frozenset(
    {
        JobState.PREPARED,
        JobState.SUBMITTING,
        JobState.SUBMITTED,
        JobState.PROCESSING,
    }
)
UNPAID = frozenset(
    {JobState.PREPARED, JobState.REJECTED, JobState.CANCELLED, JobState.FAILED}
)
"""Nothing was sent, or by Kling's price list it is not charged."""
_DOLLARS = re.compile(r"\$(\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """Sums in US dollars."""

    spent: Decimal = NOTHING
    """For clips that were made."""
    maybe: Decimal = NOTHING
    """For tasks of which nobody knows whether they exist."""
    reserved: Decimal = NOTHING
    """For jobs that are on their way."""
    unpriced: int = 0
    """How many jobs have no known price and are not in the sums."""

    @property
    def total(self) -> Decimal:
        """What may have to be paid at most."""
        return self.spent + self.maybe + self.reserved


def spending(rows: Iterable[JobRow]) -> Spending:
    """Add up what the jobs cost."""
    sums = dict.fromkeys((SPENT, MAYBE_SPENT, RESERVED), NOTHING)
    unpriced = 0
    for row in rows:
        kind = next((kind for kind in sums if row.state in kind), None)
        if kind is None or row.gateway == FREE:
            continue
        cost = _cost(row)
        unpriced += cost is None
        sums[kind] += cost or NOTHING
    return Spending(
        spent=sums[SPENT],
        maybe=sums[MAYBE_SPENT],
        reserved=sums[RESERVED],
        unpriced=unpriced,
    )


def _cost(row: JobRow) -> Decimal | None:
    """Return what the provider said it charged, or what is expected of it."""
    through_gateway = row.gateway != DIRECT
    units = units_of(row.units)
    if units is not None:
        return in_dollars(units, through_gateway=through_gateway)
    if row.state is JobState.FAILED:  # by Kling's price list not charged
        return NOTHING
    price = estimate(json.loads(row.request), through_gateway=through_gateway)
    return price.dollars if price else None


def units_of(text: str | None) -> Decimal | None:
    """Return the units that the provider charged, if it said so sensibly."""
    try:
        number = Decimal(text or "")
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


def said_dollars(
    gateway: str, state: str, units: str | None, price: str | None
) -> float | None:
    """Return what a job was charged, or what it was said to cost; None: not known."""
    if gateway == FREE:
        return 0.0
    charged = units_of(units)
    if charged is not None:
        return float(in_dollars(charged, through_gateway=gateway != DIRECT))
    if state in UNPAID:
        return 0.0
    said = _DOLLARS.search(price or "")
    return float(said[1]) if said else None
