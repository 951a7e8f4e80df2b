"""The scripts and style sheets of the widgets, as the browser gets them.

A widget's script is one ES module, saved with the notebook and loaded without a
server, so it cannot import its neighbours. They are written in one behind the
other instead, without what only their readers need: comments, indentation, and
spaces around signs that stand in no text. That is all the bundling there is.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).parent / "static"
MAX_SCRIPT_BYTES: Final = 30_000
"""A script is stored once for each widget in a saved notebook: it stays small."""

_IMPORT: Final = re.compile(r'^import \{[^}]*\} from "\./(\w+\.js)";\n', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=const|class|function)", re.MULTILINE)
_COMMENT: Final = re.compile(r"^ *(//[^\n]*|/\*.*?\*/)\n", re.MULTILINE | re.DOTALL)
_INDENT: Final = re.compile(r"^\s+", re.MULTILINE)
_PLAIN_LINE: Final = re.compile(r"^[^'`\\\n]*$", re.MULTILINE)
"""A line whose only texts are in double quotes, with nothing escaped in them."""
_TEXT_OR_SIGN: Final = re.compile(r'("[^"\n]*")| ?([=<>&|?:,;(){}\[\]*]+) ?')


@cache
def script(name: str) -> str:
    """Return the script *name* as one module, its neighbours written in."""
    module = "".join(
        _IMPORT.sub("", text if file == name else _EXPORT.sub("", text))
        for file, text in _with_neighbours(name).items()
    )
    return _lean(module)


@cache
def style(*names: str) -> str:
    """Return the style sheets *names* as one."""
    return "".join(_read(name) for name in names)


def _lean(module: str) -> str:
    """Leave out what only a reader of the source needs."""
    code = _INDENT.sub("", _COMMENT.sub("", module))
    return _PLAIN_LINE.sub(lambda line: _TEXT_OR_SIGN.sub(r"\1\2", line[0]), code)


def _with_neighbours(name: str) -> dict[str, str]:
    """Return *name* and all it imports, each once, the imported ones first."""
    text = _read(name)
    found: dict[str, str] = {}
    for neighbour in _IMPORT.findall(text):
        found |= _with_neighbours(neighbour) | found
    return found | {name: text}


def _read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
