"""Words for people: bytes in the unit they say, text on one harmless line."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

JOINERS: Final = "\u200c\u200d"
"""Invisible, yet part of emoji and of several scripts."""

UNITS: Final = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"))


def byte_words(count: int) -> str:
    """1_234_567 as `1.2 MB`, 56_789 as `57 kB`."""
    for unit, name in UNITS:
        number = count / unit
        if number >= 0.9995:  # noqa: PLR2004 - 999,700 bytes are 1 MB, not 1000 kB
            digits = 0 if unit == UNITS[-1][0] else 1
            return f"{number:,.{digits}f} {name}"
    return f"{count} bytes"


def on_one_line(text: str) -> str:
    """The text without what cannot be seen, its line breaks as spaces."""
    return " ".join("".join(map(_seen, text)).split())


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Zl", "Zp"} or character.isspace():
        return " "
    hidden = category in {"Cc", "Cf", "Cs"} and character not in JOINERS
    return "" if hidden else character


def in_html(text: str) -> str:
    """The text on one line, with nothing left of markup: the only way into HTML."""
    return html.escape(on_one_line(text), quote=True)


def file_safe(name: str) -> str:
    """The name without what some system takes for more than a name."""
    return re.sub(r'[<>:"/\\|?*]', "_", on_one_line(name)).strip(". ")
