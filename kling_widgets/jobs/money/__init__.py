"""What was spent, what may have been, and what is left."""

from __future__ import annotations

from ._budget import check_budget, current_budget, set_budget
from ._purse import Purse, purse
from ._spending import said_dollars

__all__ = [
    "Purse",
    "check_budget",
    "current_budget",
    "purse",
    "said_dollars",
    "set_budget",
]
