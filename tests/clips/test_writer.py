"""What a killed process left half written goes; what a living one writes stays."""

from __future__ import annotations

import base64
import io
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from kling_widgets._crash import VARIABLE
from kling_widgets.clips import keep_inputs, tidy_inputs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEEP = """
import sys
from pathlib import Path
from kling_widgets.clips import keep_inputs
keep_inputs({"image": sys.stdin.read()}, Path(sys.argv[1]))
"""
HOLD = """
import sys
from pathlib import Path
from kling_widgets.clips._writer import writing
with writing(Path(sys.argv[1])):
    print("writing", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def picture() -> str:
    file = io.BytesIO()
    Image.new("RGB", (300, 300), "teal").save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def run(program: str, *words: str, **env: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **env},
    )


def parts(folder: Path) -> list[str]:
    return [path.name for path in (folder / "inputs").glob(".*.part")]


def test_a_killed_one(tmp_path: Path, picture: str) -> None:
    """Killed with the picture written and not named: its part goes, others are kept."""
    with run(KEEP, str(tmp_path), **{VARIABLE: "input_written"}) as process:
        process.communicate(picture)
    left = parts(tmp_path)
    (kept,) = keep_inputs({"image": picture}, tmp_path)

    tidy_inputs(tmp_path)

    assert (process.returncode, len(left)) == (-signal.SIGKILL, 1)
    assert [kept] == list((tmp_path / "inputs").iterdir())


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A part that a living process writes, whose number is of a dead one here.

    So it looks from a second container with the same folder.
    """
    with run("") as dead:
        dead.communicate()
    part = tmp_path / "inputs" / f".one.png.{dead.pid}.0a1b2c3d.part"
    part.parent.mkdir()
    with run(HOLD, str(part)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        yield part
        process.communicate("")


def test_one_that_lives_elsewhere(tmp_path: Path, elsewhere: Path) -> None:
    """The lock tells, where the number does not."""
    tidy_inputs(tmp_path)

    assert parts(tmp_path) == [elsewhere.name]


def test_one_that_lives_here(tmp_path: Path) -> None:
    """A part that is made and not yet locked."""
    (tmp_path / "inputs").mkdir()
    part = tmp_path / "inputs" / f".one.png.{os.getpid()}.0a1b2c3d.part"
    part.touch()

    tidy_inputs(tmp_path)

    assert part.exists()
