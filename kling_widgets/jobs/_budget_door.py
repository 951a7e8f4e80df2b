"""`kling.budget`: the limit set, and what is left of it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Literal

from ._default import runner
from .money import set_budget

if TYPE_CHECKING:
    from decimal import Decimal

    from .money import Purse


class _Unchanged(Enum):
    """Tells a limit that is not given from one that is lifted with `None`."""

    UNCHANGED = "unchanged"


UNCHANGED = _Unchanged.UNCHANGED


def budget(
    dollars: Decimal | float | str | Literal[_Unchanged.UNCHANGED] | None = UNCHANGED,
    *,
    per: str | None = None,
) -> Purse:
    """Set a limit in US dollars, and return what was spent and what is left.

    The next job that would pass it is refused before anything is sent. What may
    have been charged counts, and so do the jobs on their way; the simulator is
    free. The sums come from the journal, so a restart forgets nothing.

    Args:
        dollars: The limit; `None` lifts it; without it, nothing changes.
        per: `"day"` for a limit that begins anew each midnight.

    Raises:
        ConfigError: It is no sum of money. Nothing changes.
    """
    if dollars is not UNCHANGED:
        set_budget(dollars, per)
    return runner().purse()
