"""A number that a person passed, whatever library it came from."""

from __future__ import annotations

import math
from numbers import Integral, Real


def number(value: object) -> int | float | None:
    """Return a plain number that JSON can carry, or None for anything else.

    NumPy's numbers are numbers; True, text, NaN, infinity, and what is too large
    for a float are none.
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        return None
    try:
        size = float(value)
    except (OverflowError, TypeError, ValueError):
        return None
    if not math.isfinite(size):
        return None
    return int(value) if isinstance(value, Integral) else size
