"""The scripts and style sheets of the widgets, as the browser gets them.

A widget's script is one ES module, saved with the notebook and loaded without a
server, so it cannot import its neighbours. They are written in one behind the
other instead, without what only their readers need. That is all the bundling there is.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from ..._javascript import lean, without_exports
from ...clips import PLAYER

STATIC: Final = Path(__file__).parents[1] / "static"
MAX_SCRIPT_BYTES: Final = 30_000
"""A script is stored once for each widget in a saved notebook: it stays small."""

_IMPORT: Final = re.compile(
    r'^import \{[^}]*\} from "(?:\./|\.\./\.\./clips/)(\w+\.js)";\n', re.MULTILINE
)


@cache
def script(name: str) -> str:
    """Return the script *name* as one module, its neighbours written in."""
    module = "".join(
        _IMPORT.sub("", text if file == name else without_exports(text))
        for file, text in _with_neighbours(name).items()
    )
    return lean(module)


@cache
def style(*names: str) -> str:
    """Return the style sheets *names* as one."""
    return "".join(_read(name) for name in names)


def _with_neighbours(name: str) -> dict[str, str]:
    """Return *name* and all it imports, each once, the imported ones first."""
    text = _read(name)
    found: dict[str, str] = {}
    for neighbour in _IMPORT.findall(text):
        found |= _with_neighbours(neighbour) | found
    return found | {name: text}


def _read(name: str) -> str:
    folder = PLAYER.parent if name == PLAYER.name else STATIC
    return (folder / name).read_text(encoding="utf-8")
