"""The tables here have every row of the contract that they were copied from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.contract import (
    test_answers,
    test_callback_rows,
    test_errors,
    test_exclusions,
    test_models,
    test_request_fields,
)

if TYPE_CHECKING:
    from tests.contract._table import Table

TABLES: dict[str, tuple[Table, int]] = {
    "2.1": (test_request_fields.TABLE, 21),
    "2.3": (test_exclusions.TABLE, 6),
    "3": (test_models.MODELS, 9),
    "4": (test_answers.TABLE, 19),
    "5.1": (test_errors.CODES, 22),
    "5.2": (test_errors.TEXTS, 10),
    "5.3": (test_errors.GATEWAY, 8),
    "6": (test_callback_rows.TABLE, 4),
    "7.3": (test_models.PRICES, 7),
}
PARAGRAPHS = ("Path parameter", "Official list", "Unknown id", "Which path")
"""What section 4 says outside of its tables and headings."""


def contract() -> str:
    """The contract's text; whoever has the repository alone has it not."""
    for folder in Path(__file__).resolve().parents:
        file = folder / "shared" / "API.md"
        if file.is_file():
            return file.read_text("utf-8")
    pytest.skip("the contract itself is not part of the repository")


def section(text: str, number: str) -> str:
    """The lines from a section's heading to the next of its rank or above."""
    rank = "#" * (number.count(".") + 2)
    start = re.search(rf"^{rank} {re.escape(number)}\.? .*$", text, re.MULTILINE)
    assert start is not None, number
    rest = text[start.end() :]
    end = re.search(rf"^#{{2,{len(rank)}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def rows(text: str, number: str) -> list[str]:
    """The first words of each row of a section, without their dress."""
    column = 1 if number == "5.1" else 0
    body = re.sub(r"```.*?```", "", section(text, number), flags=re.DOTALL)
    found = []
    for line in body.splitlines():
        if number == "4" and (line.startswith("### ") or line.startswith(PARAGRAPHS)):
            found.append(line.removeprefix("### "))
        elif line.startswith("|"):
            cells = re.split(r"(?<!\\)\|", line.strip("|"))
            found.append(cells[column])
    plain = [re.sub(r"[`*]", "", text).strip() for text in found]
    heads = {i - 1 for i, text in enumerate(plain) if re.fullmatch(r"-+", text)}
    kept = [text for i, text in enumerate(plain) if i not in heads]
    return [text for text in kept if not re.fullmatch(r"-+", text)]


@pytest.mark.parametrize("number", TABLES)
def test_every_row_is_here(number: str) -> None:
    """Each row of the section begins like exactly one row here, and none is over."""
    mine = TABLES[number][0].rows
    pairs = {
        row: [name for name in mine if row == name or row.startswith(name)]
        for row in rows(contract(), number)
    }
    longest = {row: max(names, key=len, default="") for row, names in pairs.items()}

    assert "" not in longest.values(), [r for r, name in longest.items() if not name]
    assert sorted(longest.values()) == sorted(mine)


@pytest.mark.parametrize("number", TABLES)
def test_none_was_lost_since(number: str) -> None:
    """Also without the contract at hand no row can go, nor be without words."""
    table, count = TABLES[number]

    assert (table.section, len(table.rows)) == (number, count)
    assert all(row.does for row in table.rows.values())
