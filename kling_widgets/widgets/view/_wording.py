"""How what is said is written, wherever it is said."""

from __future__ import annotations

from typing import Final

TIMES: Final = "\N{MULTIPLICATION SIGN}"


def without_name(sentence: str, field: str) -> str:
    """Return *sentence* as it reads right below the field it names."""
    rest = sentence.removeprefix(f"{field}: ")
    return rest[:1].upper() + rest[1:]
