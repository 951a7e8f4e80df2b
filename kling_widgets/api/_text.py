"""Text made harmless: what a provider wrote, and what a person passed."""

from __future__ import annotations

import math
import re
import reprlib
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_TEXT = 2_000
MAX_SHOWN = 80
JOINERS = "\u200c\u200d"
"""Invisible, yet part of emoji and of several scripts."""

_TERMINAL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?)")
_HALF = re.compile(r"[\ud800-\udfff]")
_BASE64_RUN = re.compile(r"[A-Za-z0-9+/=]{200,}")


class _Brief(reprlib.Repr):
    """Writes any value in short, however large it is and whatever its class does."""

    def __init__(self) -> None:
        super().__init__()
        self.maxother = self.maxstring = self.maxlong = MAX_SHOWN

    def repr_int(self, number: int, level: int) -> str:
        # Python refuses to write an integer of more than some thousand digits.
        digits = number.bit_length() * math.log10(2)
        if digits < self.maxlong:
            return super().repr_int(number, level)
        return f"a whole number of about {digits:,.0f} digits"


_BRIEF = _Brief()


def clean(text: object, limit: int = MAX_TEXT) -> str:
    """Make provider text harmless: one short line, nothing invisible.

    Terminal sequences, control and direction characters go, pictures in base64
    shrink to their size, broken characters become "?". What is no text is "".
    """
    if not isinstance(text, str):
        return ""
    text = _BASE64_RUN.sub(_size_of_run, _TERMINAL.sub("", text))
    start = text[: limit * 8].encode("utf-8", "replace").decode()
    line = " ".join("".join(map(_plain, start)).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def shown(value: object) -> str:
    """Write a received value as a sentence can bear it: short, never a picture."""
    if not isinstance(value, str):
        return clean(_BRIEF.repr(value), MAX_SHOWN)
    text = plain(value)
    marked = re.sub(r"[\x00-\x1f]", lambda c: chr(0x2400 + ord(c.group())), text)
    return f"'{clean(marked, MAX_SHOWN)}'"


def plain(text: str) -> str:
    """Return the characters alone, whatever a class derived from `str` makes of them."""
    return str.__str__(text)


def text_of(value: object) -> str | None:
    """Return text as it is, or None for what is no text."""
    return plain(value) if isinstance(value, str) else None


def broken_at(text: str) -> int | None:
    """Return the position, from 1, of half a character, which no wire can carry."""
    found = _HALF.search(text)
    return found.start() + 1 if found else None


def listing(names: Iterable[object]) -> str:
    """Join what is allowed the way a sentence does: "3, 5 or 10"."""
    *head, last = [str(name) for name in names] or ["nothing"]
    return f"{', '.join(head)} or {last}" if head else last


def _size_of_run(run: re.Match[str]) -> str:
    return f"<base64, {len(run.group()) // 1000} kB>"


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Zl", "Zp"} or character.isspace():
        return " "
    hidden = category in {"Cc", "Cf"} and character not in JOINERS
    return "" if hidden else character
