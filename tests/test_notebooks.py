"""The lessons: clean in the repository, and running on every kernel we name."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from tests._jupyter import environment

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
KERNELS = ("6.31", "7.2", "7.4")
EXECUTE = "from nbclient.cli import main; main()"
"""What `jupyter execute` runs, by whichever interpreter is asked."""
PROBE = "import ipykernel\nipykernel.__version__"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_lesson_is_stripped(path: Path) -> None:
    """No output, no count, and no trace of the machine it was written on."""
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]

    kept = [cell for cell in code if cell.outputs or cell.execution_count is not None]

    assert kept == []
    assert sorted(notebook.metadata) == ["kernelspec", "language_info"]
    assert all(cell.metadata == {} for cell in notebook.cells)
    nbformat.validate(notebook)


@pytest.mark.kernels
@pytest.mark.parametrize("version", KERNELS)
def test_the_quickstart_runs(version: str, tmp_path: Path) -> None:
    """`jupyter execute` ends with a clip, on this version of ipykernel."""
    path = _copy_with_probe(tmp_path / "lesson")

    _execute(path, version, tmp_path / "home")

    job, clip, probe = _outputs(path)[-3:]
    assert "<video" in job["text/html"]
    assert probe["text/plain"].startswith(f"'{version}.")
    assert "<video" in clip["text/html"]
    assert list(path.parent.glob("kling_clips/*.mp4")) != []


NEWEST, *OLDER = reversed(KERNELS)
LESSONS = {
    "01_quickstart.ko": ("clip", "Clip("),
    "02_motion_brush": ("preview", "Clip("),
    "03_asynchronous": ("back", "('succeed', 1)"),
    "04_data_to_motion": ("array", "(8, 720, 1280, 3)"),
    "05_client_alone": ("link", "/files/"),
    "06_app": ("panel", "Studio("),
}
"""What stands in which cell at the end of each lesson."""


def test_every_lesson_is_run() -> None:
    """No lesson is forgotten here."""
    assert {"01_quickstart", *LESSONS} == {path.stem for path in NOTEBOOKS}


@pytest.mark.parametrize(
    "version",
    [
        pytest.param(NEWEST, marks=pytest.mark.kernels),
        *(pytest.param(old, marks=pytest.mark.every_kernel) for old in OLDER),
    ],
)
@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs(name: str, version: str, tmp_path: Path) -> None:
    """`jupyter execute` reaches the end, without a key, with what the lesson shows."""
    path = tmp_path / "lesson" / f"{name}.ipynb"
    shutil.copytree(FOLDER, path.parent)
    cell, words = LESSONS[name]

    _execute(path, version, tmp_path / "home")

    cells = {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}
    said = [output["data"]["text/plain"] for output in cells[cell].outputs]
    assert words in "\n".join(said)


def _execute(path: Path, version: str, home: Path) -> None:
    python = ROOT / ".venvs" / f"ipykernel-{version}" / "bin" / "python"
    assert python.exists(), "make test-kernels lays out the venvs"
    result = subprocess.run(
        [str(python), "-c", EXECUTE, "--inplace", "--timeout=120", path.name],
        cwd=path.parent,
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr


def _copy_with_probe(folder: Path) -> Path:
    folder.mkdir()
    shutil.copy(FOLDER / "lake.jpg", folder)
    notebook = nbformat.read(FOLDER / "01_quickstart.ipynb", as_version=4)
    notebook.cells.append(new_code_cell(PROBE))
    nbformat.write(notebook, folder / "01_quickstart.ipynb")
    return folder / "01_quickstart.ipynb"


def _outputs(path: Path) -> list[dict[str, Any]]:
    """What the code cells ended with, in their order."""
    cells = nbformat.read(path, as_version=4).cells
    outputs = [cell.outputs for cell in cells if cell.cell_type == "code"]
    return [shown[-1]["data"] for shown in outputs if shown]
