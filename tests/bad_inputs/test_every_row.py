"""The catalogue of bad inputs has 138 rows, and each of them is tried."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = {
    "I": 38,  # pictures
    "U": 13,  # links
    "M": 12,  # masks
    "T": 9,  # trajectories
    "P": 23,  # prompt and parameters
    "O": 5,  # output
    "K": 6,  # keys
    "J": 2,  # the journal
    "R": 21,  # responses
    "D": 9,  # downloads
}
"""How many rows each letter of the catalogue has."""
SOURCES = sorted(Path(__file__).parent.glob("test_*.py"))
ROW = re.compile(r"[IUMTPOKJRD][0-9]+")
TELLS = re.compile(rf"({ROW.pattern}(?:, {ROW.pattern})*):")


def tried(path: Path) -> Iterator[str]:
    """Rows that a table names by their number, or a test in its first words."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from ROW.findall(node.value) if ROW.fullmatch(node.value) else ()
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            tells = TELLS.match(ast.get_docstring(node) or "")
            yield from ROW.findall(tells[1]) if tells else ()


def test_every_row_is_tried() -> None:
    """By its number."""
    all_rows = {
        f"{letter}{n + 1}" for letter, n_max in ROWS.items() for n in range(n_max)
    }
    found = {row for path in SOURCES for row in tried(path)}

    assert len(all_rows) == 138
    assert all_rows - found == set()
    assert found - all_rows == set()
