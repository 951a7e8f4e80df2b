"""Provider text is made harmless before anybody sees it."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given, strategies as st

from kling_widgets.api import clean, is_public_address, is_public_host
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


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("10.0.0.1", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("192.0.0.8", False),
        ("192.88.99.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b:1::1", False),
        ("2002:7f00:1::", False),
        ("2001:0:1::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff0e::1", False),
        ("example.com", False),
        ("1.2.3.999", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:  # noqa: FBT001 - a table
    """An address is public only if it leads to the internet and nowhere else."""
    assert is_public_address(address) == public
    assert is_public_host(f"[{address}]" if ":" in address else address) == (
        public or address == "example.com"
    )
