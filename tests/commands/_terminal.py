"""The command as a person sees it, at a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
from typing import TYPE_CHECKING

from tests.commands._command import COMMAND, environment

if TYPE_CHECKING:
    from pathlib import Path


def at_a_terminal(folder: Path, *words: str, **variables: str) -> tuple[int, str]:
    """Run the command; what it ended with, and all that the terminal was sent."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *words],
        cwd=folder,
        env=environment(COLUMNS="200", **variables),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
    ) as process:
        os.close(theirs)
        shown = _read_all(ours)
    os.close(ours)
    return process.returncode, shown


def _read_all(terminal: int) -> str:
    parts: list[bytes] = []
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            return b"".join(parts).decode()
        if not part:
            return b"".join(parts).decode()
        parts.append(part)
