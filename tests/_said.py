"""Every sentence that the package's source has for the page, read from the source."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACKAGE: Final = Path(__file__).parent.parent / "kling_widgets"
SLOT: Final = re.compile(r"\{\w*(?::[^}]*)?\}")
IN_SCRIPTS: Final = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
FILLED: Final = re.compile(r"\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
SENTENCE: Final = re.compile(r"[A-Za-z]{3}.* |^[A-Z][a-z]+$| .*[A-Za-z]{3}")


def in_python(path: Path) -> Iterator[str]:
    """Yield each text of a module, with `{0}`, `{1}`, ... where something goes in."""
    tree = ast.parse(path.read_text("utf-8"))
    left_out = {id(node) for node in _not_said(tree)}
    for node in ast.walk(tree):
        if id(node) in left_out:
            continue
        if isinstance(node, ast.JoinedStr):
            yield _numbered("".join(map(_part, node.values)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield _numbered(node.value)


def in_script(path: Path) -> Iterator[str]:
    """Yield each text of a script, in the same form."""
    code = re.sub(r"^ *(//.*|/?\*.*)$", "", path.read_text("utf-8"), flags=re.MULTILINE)
    for plain, template in IN_SCRIPTS.findall(code.replace('" +\n  "', "")):
        yield plain or _numbered(FILLED.sub("{}", template))


def sentences(texts: Iterable[str]) -> set[str]:
    """Return those that are words for a person."""
    return {text for text in texts if SENTENCE.search(SLOT.sub("", text))}


def _numbered(text: str) -> str:
    count = iter(range(100))
    return SLOT.sub(lambda _slot: f"{{{next(count)}}}", text)


def _part(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else "{}"


def _not_said(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield docstrings, what goes to the log, and the insides of f-strings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        if isinstance(node, ast.JoinedStr):
            yield from (part for part in node.values if isinstance(part, ast.Constant))
            yield from _formats(node)
        if isinstance(node, ast.Call) and _goes_to_the_log(node):
            yield from ast.walk(node)


def _formats(node: ast.JoinedStr) -> Iterator[ast.AST]:
    for part in node.values:
        if isinstance(part, ast.FormattedValue) and part.format_spec is not None:
            yield from ast.walk(part.format_spec)


def _goes_to_the_log(node: ast.Call) -> bool:
    called = node.func
    return (
        isinstance(called, ast.Attribute)
        and isinstance(called.value, ast.Name)
        and called.value.id == "logger"
    )
