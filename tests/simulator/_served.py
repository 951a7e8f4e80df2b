"""The simulator as others meet it: a process of its own on a real port."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def served(
    home: Path, *options: str, module: str = "kling_widgets.simulator"
) -> Iterator[str]:
    """Start a simulator and return its address; end it afterwards."""
    with started(home, *options, module=module) as (_, url):
        yield url


@contextlib.contextmanager
def started(
    home: Path,
    *options: str,
    module: str = "kling_widgets.simulator",
    stderr: int | None = None,
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The same with the process itself, for tests of how it ends."""
    command = [sys.executable, "-m", module, "--port", "0"]
    command += ["--home", str(home), *options]
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
