"""A table of the wire's contract: each row with what we do about it, and a proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from _pytest.mark.structures import ParameterSet

    from tests.contract._shop import Shop

Check: TypeAlias = "Callable[[Shop], None]"


@dataclass(frozen=True)
class Row:
    """One row of the contract."""

    does: str
    """What the project does with it."""

    check: Check


class Table:
    """The rows of one section, by the words that each begins with there."""

    def __init__(self, section: str) -> None:
        self.section = section
        self.rows: dict[str, Row] = {}

    def row(self, name: str, does: str) -> Callable[[Check], Check]:
        """Add a row, proven by the function below it."""

        def keep(check: Check) -> Check:
            assert name not in self.rows, name
            self.rows[name] = Row(does, check)
            return check

        return keep

    def cases(self) -> list[ParameterSet]:
        """Return the rows as test cases named after them."""
        return [pytest.param(row, id=name) for name, row in self.rows.items()]
