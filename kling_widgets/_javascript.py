"""Scripts as the browser gets them: without what only their readers need.

Comments, indentation, ends of lines that say nothing, and spaces around signs that
stand in no text are left out.
"""

from __future__ import annotations

import re
from typing import Final

_EXPORT: Final = re.compile(r"^export (?=const|class|function|async)", re.MULTILINE)
_COMMENT: Final = re.compile(r"^ *(//[^\n]*|/\*.*?\*/)\n", re.MULTILINE | re.DOTALL)
_ASIDE: Final = re.compile(r"/\*\* @type .*? \*/ ?| // [^\n]*$", re.MULTILINE)
"""A comment in a line of code: the type of a value, or a why at the end."""
_INDENT: Final = re.compile(r"^\s+", re.MULTILINE)
_END: Final = re.compile(r"(?<=[{;,(\[])\n")
_PLAIN_LINE: Final = re.compile(r"^[^'`\\\n]*$", re.MULTILINE)
"""A line whose only texts are in double quotes, with nothing escaped in them."""
_TEXT_OR_SIGN: Final = re.compile(r'("[^"\n]*")| ?([=<>&|?:,;(){}\[\]*]+) ?')


def without_exports(module: str) -> str:
    """Return a module's text as it can stand inside another one."""
    return _EXPORT.sub("", module)


def lean(module: str) -> str:
    """Leave out what only a reader of the source needs."""
    code = _INDENT.sub("", _ASIDE.sub("", _COMMENT.sub("", module)))
    close = _PLAIN_LINE.sub(lambda line: _TEXT_OR_SIGN.sub(r"\1\2", line[0]), code)
    return _END.sub("", close)
