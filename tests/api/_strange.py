"""Values that nobody should pass, and that somebody will."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from kling_widgets.api import shown

URL = "https://example.com/a.png"


def _refuse(*_: object) -> NoReturn:
    raise RuntimeError("this object is of no help")


class Unhelpful:
    """Cannot be written, compared, or asked whether it is true."""

    __repr__ = __str__ = __eq__ = __bool__ = _refuse
    __hash__ = object.__hash__


class UnhelpfulText(str):
    """Text that cannot be written, nor compared."""

    __slots__ = ()
    __repr__ = __str__ = __eq__ = _refuse
    __hash__ = str.__hash__


class UnhelpfulNumber(int):
    """A number that cannot be written."""

    __repr__ = __str__ = _refuse


class Word(str, Enum):  # noqa: UP042 - a StrEnum is written as its text
    """Text that is written as something else."""

    PRO = "pro"
    ON = "on"


HUGE = (10**400, -(10**400), 10**5000, -(10**5000))
NUMBERS = (
    *(0, -1, 5, 2**63, 1e308, math.inf, -math.inf, math.nan, True),
    *(Decimal("NaN"), Decimal("sNaN"), Decimal(5), Fraction(1, 3), 5 + 0j),
    *(np.float64(5), np.float32(0.1), np.int64(5), np.uint8(5), np.bool_(1), np.nan),
    UnhelpfulNumber(5),
)
TEXTS = (
    *(
        "",
        " ",
        "\x00",
        "\ud800",
        "a\udfffb",
        "on",
        "std",
        "5",
        "\uff15",
        "1_0",
        "1e400",
    ),
    *("5.0", "0x5", "a" * 100_000, URL, f"{URL}\ud800", "https://[", "https://xn--"),
    *(
        "https://a:99999/x",
        "http://\u2460",
        "http://127.0.0.1:1",
        "data:,",
        "=",
        "AAAA",
    ),
    *("~nobody-of-that-name", "~\x00", "/dev/null/x", "CON", "\x1b]8;;x\x07"),
    *(UnhelpfulText("pro"), Word.PRO, Word.ON, np.str_("pro")),
)
OBJECTS = (
    *(
        None,
        b"",
        b"5",
        bytearray(b"5"),
        object(),
        Unhelpful(),
        Unhelpful,
        print,
        Path(),
    ),
    *(range(3), range(10**9), datetime.now(UTC), memoryview(b"x"), frozenset({1})),
    *(np.array(5), np.array([1, 2]), np.array([True, False]), np.zeros((0, 2))),
    *(np.array(["on", "off"]), np.array([[1, 2], [3, 4]]), np.datetime64("NaT")),
    *(pd.Series([1, 2]), pd.DataFrame({"x": [1], "y": [2]}), pd.NA, pd.NaT),
)
NAMES = (
    *("mask", "trajectories", "x", "y", "type", "config", "zoom", "pan", "prompt"),
    *("duration", "index", "enabled", "voice_id", "element_id", "models", "std"),
)

STRANGE = (*HUGE, *NUMBERS, *TEXTS, *OBJECTS)
KEYS = (*NAMES, 10**5000, "\ud800")
LEAVES: st.SearchStrategy[Any] = st.one_of(
    st.integers(0, len(STRANGE) - 1).map(STRANGE.__getitem__),
    st.text(st.characters(min_codepoint=0xD700), max_size=5),
    st.floats(),
    st.integers(-2, 12),
)


_KEYS = st.integers(0, len(KEYS) - 1).map(KEYS.__getitem__)


def _nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.lists(inner, max_size=3),
        st.tuples(inner, inner),
        st.dictionaries(_KEYS, inner, max_size=3),
        st.fixed_dictionaries({"mask": st.just(URL), "trajectories": inner}),
        st.fixed_dictionaries({"x": inner, "y": inner}),
        st.fixed_dictionaries({"type": st.just("simple"), "config": inner}),
        st.fixed_dictionaries({"prompt": inner, "duration": inner}),
    )


@dataclass(frozen=True)
class Passed:
    """Holds a value that Hypothesis itself could not write."""

    value: Any

    def __repr__(self) -> str:
        return shown(self.value)


VALUES = st.recursive(LEAVES, _nested, max_leaves=5).map(Passed)
"""One value or several, in the shapes that parameters have."""
