"""Tests of the tests: make sixteen mistakes in a copy, and see that each is noticed.

    python -m scripts.mutants [M7 …]

Prints which test noticed each, and fails if one was noticed by none. The mistakes
stand in `mutants.toml`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[1]
TABLE = Path(__file__).with_suffix(".toml")
COPIED = ("kling_widgets", "tests", "scripts", "pyproject.toml")
PATIENCE_SECONDS = 600
PASSED, FAILED = 0, 1

_FAILURE = re.compile(r"^FAILED (.+?)(?: - .*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A text that stands in a file exactly once, and what is put in its place."""

    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A named mistake, and the tests that must notice it."""

    name: str
    edits: tuple[Edit, ...]
    tests: tuple[str, ...]

    @property
    def number(self) -> str:
        """Its short name, such as M7."""
        return self.name.split()[0]


def mutants() -> tuple[Mutant, ...]:
    """Read all mutants from their file."""
    return tuple(
        Mutant(
            name=found["name"],
            edits=tuple(Edit(**edit) for edit in found["edit"]),
            tests=tuple(found["tests"]),
        )
        for found in tomllib.loads(TABLE.read_text("utf-8"))["mutant"]
    )


def main(numbers: list[str]) -> int:
    """Apply the mutants of these numbers, or all, and return how many survived."""
    chosen = [m for m in mutants() if not numbers or m.number in numbers]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            _copy(ROOT / name, copy / name)
        _check_untouched(chosen, copy)
        return sum(not _is_noticed(mutant, copy) for mutant in chosen)


def changed(text: str, edit: Edit) -> str:
    """Return the text with the edit made.

    Raises:
        ValueError: what is to be replaced does not stand there exactly once.
    """
    count = text.count(edit.old)
    if count != 1:
        raise ValueError(f"{edit.path}: found {count} times, not once:\n{edit.old}")
    return text.replace(edit.old, edit.new)


def _copy(source: Path, to: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, to, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy2(source, to)


def _check_untouched(chosen: Iterable[Mutant], copy: Path) -> None:
    """See that the tests pass without a mutant, else they would prove nothing."""
    tests = sorted({test for mutant in chosen for test in mutant.tests})
    start = time.monotonic()
    done = _run(tests, copy)
    if done.returncode != PASSED:
        sys.exit(f"The tests fail without any mutant:\n{done.stdout}{done.stderr}")
    _print("all of them, untouched", start, "every test passes")


def _is_noticed(mutant: Mutant, copy: Path) -> bool:
    start = time.monotonic()
    with _made(mutant, copy):
        done = _run(mutant.tests, copy)
    found = _FAILURE.search(done.stdout)
    if done.returncode != (FAILED if found else PASSED):
        sys.exit(f"{mutant.name}: the tests broke:\n{done.stdout}{done.stderr}")
    _print(mutant.name, start, found.group(1) if found else "SURVIVED")
    return found is not None


def _print(name: str, start: float, result: str) -> None:
    print(f"{name:58} {time.monotonic() - start:4.0f} s  {result}", flush=True)


@contextmanager
def _made(mutant: Mutant, copy: Path) -> Iterator[None]:
    """Make the mistake in the copy for as long as the block runs."""
    before = {e.path: (copy / e.path).read_text("utf-8") for e in mutant.edits}
    for edit in mutant.edits:
        path = copy / edit.path
        path.write_text(changed(path.read_text("utf-8"), edit), "utf-8")
    try:
        yield
    finally:
        for name, text in before.items():
            (copy / name).write_text(text, "utf-8")


def _run(tests: Iterable[str], copy: Path) -> subprocess.CompletedProcess[str]:
    options = ("-x", "-q", "--tb=short", "-rfE", "-p", "no:cacheprovider")
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *tests],
        cwd=copy,
        # A file that is changed twice a second would be taken from its old bytecode.
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
