"""The mutants still fit the sources that they are to change."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from scripts.mutants import Edit, Mutant, changed, mutants

ROOT = Path(__file__).parents[1]
MUTANTS = {mutant.number: mutant for mutant in mutants()}


def test_there_are_sixteen() -> None:
    """Each mistake has its number, and none is missing."""
    assert list(MUTANTS) == [f"M{number}" for number in range(1, 17)]


@pytest.mark.parametrize("mutant", MUTANTS.values(), ids=MUTANTS)
def test_a_mutant_still_fits(mutant: Mutant) -> None:
    """What it changes stands there exactly once, and the changed file is Python."""
    sources = {
        edit.path: (ROOT / edit.path).read_text("utf-8") for edit in mutant.edits
    }
    for edit in mutant.edits:
        sources[edit.path] = changed(sources[edit.path], edit)

    for path, text in sources.items():
        assert text != (ROOT / path).read_text("utf-8")
        ast.parse(text, path)


@pytest.mark.parametrize("mutant", MUTANTS.values(), ids=MUTANTS)
def test_its_tests_exist(mutant: Mutant) -> None:
    """Each test that is to notice it is still there under that name."""
    for test in mutant.tests:
        path, _, name = test.partition("::")

        assert f"def {name}(" in (ROOT / path).read_text("utf-8")


def test_what_does_not_fit_is_told() -> None:
    """A text that is gone, or stands there twice, is an error and no survivor."""
    for text in ("no such text", "old and old"):
        with pytest.raises(ValueError, match=r"a\.py: found . times, not once"):
            changed(text, Edit(path="a.py", old="old", new="new"))
