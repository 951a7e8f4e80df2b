"""Without a front end: programs that run a notebook, and plain scripts."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

from tests._jupyter import environment

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = Path(__file__).parent.parent / "notebooks"
QUICKSTART = "01_quickstart.ipynb"
EXECUTORS = {
    "papermill": ("papermill", QUICKSTART, QUICKSTART),
    "nbconvert": (
        *("nbconvert", "--execute", "--to", "notebook", "--inplace"),
        QUICKSTART,
    ),
}
"""`jupyter execute` runs the lessons in test_notebooks.py."""
SCRIPT = """
import logging
import kling_widgets as kling

logging.basicConfig(level="INFO", format="%(message)s")
job = kling.generate("lake.jpg", "slow zoom in")
print(job.wait().path)
"""
STATES = ("submitting", "submitted", "succeed", "saved")
QUICK = {"KLING_WIDGETS_SIMULATOR_SPEED": "200"}


@pytest.mark.parametrize("program", EXECUTORS)
def test_the_quickstart_runs(program: str, tmp_path: Path) -> None:
    """It ends, and each cell that started a job holds its card and its clip."""
    folder = tmp_path / "lesson"
    shutil.copytree(FOLDER, folder)

    done = run(folder, "-m", *EXECUTORS[program])

    outputs = html_by_cell(folder / QUICKSTART)
    assert done.returncode == 0, done.stderr
    assert [text.count("<video") for text in outputs] == [0, 0, 1, 1]
    assert "Saved to kling_clips" in outputs[2]


def test_a_script_waits_and_logs(tmp_path: Path) -> None:
    """`job.wait()` gives the clip, and each step is a plain line in the log."""
    shutil.copy(FOLDER / "lake.jpg", tmp_path)

    done = run(tmp_path, "-c", SCRIPT)

    ends = [line.partition(": ")[2] for line in done.stderr.splitlines()]
    assert Path(done.stdout.strip()).suffix == ".mp4"
    assert in_order(STATES, ends)
    assert "\r" not in done.stderr


def in_order(words: Iterable[str], lines: Iterable[str]) -> bool:
    rest = iter(lines)
    return all(word in rest for word in words)


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=environment(folder / "home") | QUICK,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def html_by_cell(path: Path) -> list[str]:
    """All the HTML that each code cell was left with."""
    cells = nbformat.read(path, as_version=4).cells
    return [
        "".join(each.get("data", {}).get("text/html", "") for each in cell.outputs)
        for cell in cells
        if cell.cell_type == "code"
    ]
