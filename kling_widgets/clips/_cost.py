"""What a clip costs, as it was estimated or as it was charged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - a field's type, which tools look up
from decimal import Decimal  # noqa: TC003 - the same
from typing import Any

from ._reading import day, number


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """An amount in the provider's units, in dollars, or in both."""

    units: Decimal | None = None
    """Kling units."""

    dollars: Decimal | None = None
    """US dollars."""

    as_of: date | None = None
    """The day of the price list; None for what was really charged."""

    def to_json(self) -> dict[str, Any]:
        """The amount as a recipe's JSON has it: exact, so numbers are text."""
        values = {
            "units": _digits(self.units),
            "dollars": _digits(self.dollars),
            "as_of": self.as_of and self.as_of.isoformat(),
        }
        return {name: value for name, value in values.items() if value is not None}

    @classmethod
    def from_json(cls, data: object) -> Cost:
        """Read an amount that `to_json` wrote.

        Raises:
            InputError: it is none.
        """
        return cls(
            units=number(data, "units"),
            dollars=number(data, "dollars"),
            as_of=day(data, "as_of"),
        )

    def __str__(self) -> str:
        units = "" if self.units is None else f"{self.units.normalize():f} units"
        dollars = "" if self.dollars is None else f"${self.dollars:f}"
        listed = "" if self.as_of is None else f"price list of {self.as_of}"
        return ", ".join(filter(None, (units, dollars, listed))) or "not known"


def _digits(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
