"""Provider text is made harmless before anybody sees it."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given, strategies as st

from kling_widgets.api import clean
from kling_widgets.api._text import shown
from tests.api._strange import Unhelpful, UnhelpfulText


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("plain", "plain"),
        ("  two\n\tlines\u2028 ", "two lines"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;https://evil.example\x07link\x1b]8;;\x07", "link"),
        ("a\x00b\x07c\x9b", "abc"),
        ("\u202egnp.exe\u2069", "gnp.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("lone \ud800 half", "lone ? half"),
        ("<script>$\\href{x}$", "<script>$\\href{x}$"),
        (f"picture {'iVBORw0KGgo' * 30_000} end", "picture <base64, 330 kB> end"),
        (5, ""),
        (None, ""),
        (["x"], ""),
    ],
)
def test_clean(text: Any, harmless: str) -> None:
    """Nothing invisible, no terminal sequence, no picture; markup stays text."""
    assert clean(text) == harmless


def test_a_megabyte_of_message() -> None:
    """A long text is cut, with a sign that it was."""
    text = clean("spam and " * 120_000)

    assert len(text) == 2000
    assert text.endswith("…")


@given(st.text())
def test_any_text(text: str) -> None:
    """Whatever comes in, one line of visible, valid text comes out."""
    harmless = clean(text)

    assert harmless.encode("utf-8").decode() == harmless
    assert "\n" not in harmless
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in harmless)
    assert clean(harmless) == harmless


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("x\ny", "'x␊y'"),
        ("x" * 100, f"'{'x' * 79}…'"),
        (5, "5"),
        (None, "None"),
        ([1] * 100, "[1, 1, 1, 1, 1, 1, ...]"),
        (b"\x89PNG", "b'\\x89PNG'"),
        (10**400, "a whole number of about 400 digits"),
        ([-(10**5000)], "[a whole number of about 5,000 digits]"),
        (UnhelpfulText("a\nb"), "'a␊b'"),
    ],
)
def test_shown(value: Any, seen: str) -> None:
    """A value in a sentence is short, and its control characters are visible."""
    assert shown(value) == seen


def test_showing_what_cannot_be_written() -> None:
    """An object whose class fails to write it is named by that class."""
    assert shown([Unhelpful()]).startswith("[<Unhelpful instance at ")
