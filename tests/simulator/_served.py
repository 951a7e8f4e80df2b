"""The simulator as others meet it: a process of its own on a real port."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SIMULATOR = (sys.executable, "-m", "kling_widgets.simulator")


@contextlib.contextmanager
def served(
    home: Path, *options: str, program: Sequence[str] = SIMULATOR
) -> Iterator[str]:
    """Start a simulator and return its address; end it afterwards."""
    with started(home, *options, program=program) as (_, url):
        yield url


@contextlib.contextmanager
def started(
    home: Path,
    *options: str,
    program: Sequence[str] = SIMULATOR,
    stderr: int | None = None,
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The same with the process itself, for tests of how it ends."""
    command = [*program, "--port", "0", "--home", str(home), *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=stderr, text=True
    ) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://[\d.:]+", process.stdout.readline())
            assert found, "The simulator did not say where it listens."
            yield process, found.group()
        finally:
            process.terminate()
