"""What `kling.doctor()` found, line by line, to be copied into a question."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ..api import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH = 88
NAMES = 16


class Health(StrEnum):
    """What a line says of itself, in a word and not by colour alone."""

    GOOD = "ok"
    LOOK = "look"
    """Not wrong, and perhaps what you are looking for."""
    BAD = "BAD"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at."""

    name: str
    text: str
    health: Health = Health.GOOD


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A report that holds no secret: no key, no prompt, no picture, no link."""

    lines: tuple[Line, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return all(line.health is not Health.BAD for line in self.lines)

    def __str__(self) -> str:
        return "\n".join(row for line in self.lines for row in _rows(line))

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


def _rows(line: Line) -> Iterator[str]:
    text = clean(line.text).replace(str(Path.home()), "~")
    rows = textwrap.wrap(text, WIDTH - NAMES - 6) or [""]
    yield f"{line.health.value:<6}{line.name:<{NAMES}}{rows[0]}".rstrip()
    for row in rows[1:]:
        yield " " * (NAMES + 6) + row
