"""A saved notebook as text: its outputs' pages are changed, all else stays.

Reading a notebook and writing it again can move its line breaks, its numbers or its
escapes, and then every difference tool shows them. Here only the one text that
changes is written anew.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEXT: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
"""A text in JSON, with its quotes."""


def with_pages(text: str, mark: str, change: Callable[[str], str]) -> str:
    """The notebook with each HTML output that holds `mark` changed.

    Raises:
        ValueError: it is no JSON.
    """
    pages = {page for page in _pages(json.loads(text)) if mark in page}

    def renewed(found: re.Match[str]) -> str:
        token = found[0]
        page = json.loads(token) if mark in token else ""
        new = change(page) if page in pages else page
        return token if new == page else json.dumps(new, ensure_ascii=token.isascii())

    return TEXT.sub(renewed, text) if pages else text


def _pages(notebook: Any) -> Iterator[str]:
    """The lines of every HTML output."""
    for cell in _list(notebook, "cells"):
        for output in _list(cell, "outputs"):
            data = output.get("data") if isinstance(output, dict) else None
            page = data.get("text/html") if isinstance(data, dict) else None
            lines = page if isinstance(page, list) else [page]
            yield from (line for line in lines if isinstance(line, str))


def _list(parent: Any, name: str) -> list[Any]:
    value = parent.get(name) if isinstance(parent, dict) else None
    return value if isinstance(value, list) else []
