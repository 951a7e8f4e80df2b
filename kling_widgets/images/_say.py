"""Values as a sentence may show them: short, on one line, harmless."""

from __future__ import annotations

import unicodedata

MAX_SHOWN = 80


def shown(value: object) -> str:
    """`value` in quotes, as `printable`."""
    return f"'{printable(value)}'"


def printable(value: object) -> str:
    """`value` without control characters, cut to one short line."""
    text = "".join(_visible(char) for char in str(value)[: MAX_SHOWN + 1])
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def _visible(char: str) -> str:
    return "␀" if unicodedata.category(char).startswith("C") else char


def megabytes(count: int) -> str:
    """11_300_000 as `11.3 MB`."""
    return f"{count / 1_000_000:.1f}".removesuffix(".0") + " MB"


def megapixels(count: int) -> str:
    """2_500_000_000 as `2,500 megapixels`."""
    return f"{count / 1_000_000:,.0f} megapixels"


def pixels(size: tuple[int, int]) -> str:
    """Width and height as people write them, with a multiplication sign."""
    return f"{size[0]}\N{MULTIPLICATION SIGN}{size[1]}"
