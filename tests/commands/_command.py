"""The command as a shell runs it: a process of its own, on the simulator."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PICTURE = str(ROOT / "notebooks" / "lake.jpg")
COMMAND = (sys.executable, "-m", "kling_widgets.commands")
QUICK = {"KLING_WIDGETS_SIMULATOR_SPEED": "400", "PYTHONPATH": str(ROOT)}


def environment(**variables: str) -> dict[str, str]:
    return {**os.environ, **QUICK, **variables}


def run(
    folder: Path, *words: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words],
        cwd=folder,
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@contextmanager
def started(
    folder: Path, *words: str, until: str, speed: str = "1"
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command while it runs, and the first line of its that holds `until`."""
    # A child inherits that Ctrl+C is ignored, as it is where tests run in the background.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        [*COMMAND, *words],
        cwd=folder,
        env=environment(KLING_WIDGETS_SIMULATOR_SPEED=speed),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process, next(line for line in process.stdout if until in line)


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]
