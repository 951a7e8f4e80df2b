"""The command as a shell runs it: a process of its own, on the simulator."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

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


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]
