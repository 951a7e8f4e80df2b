"""How many bytes an output takes in a saved notebook, counted as Jupyter writes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

DEPTH: Final = 4
"""How far in the file an output is indented: notebook, cells, cell, outputs."""


def output_bytes(
    data: Mapping[str, str], metadata: Mapping[str, Any] | None = None
) -> int:
    """How many bytes a notebook grows by when a cell shows this.

    It writes one space for each level, and no escapes for what is not ASCII.
    """
    saved = {kind: _as_saved(kind, text) for kind, text in data.items()}
    output = {"data": saved, "metadata": metadata or {}, "output_type": "display_data"}
    text = json.dumps(output, indent=1, ensure_ascii=False)
    lines_of_text = text.count("\n") + 1
    comma_and_newline = 2
    return len(text.encode()) + DEPTH * lines_of_text + comma_and_newline


def _as_saved(kind: str, text: str) -> str | list[str]:
    """Text is a list of its lines, a picture is one piece."""
    return text.splitlines(keepends=True) if kind.startswith("text/") else text


def text_bytes(text: str) -> int:
    """How many bytes a piece of a text takes there, without its quotes."""
    return len(json.dumps(text, ensure_ascii=False).encode()) - 2
