"""What the wheel holds, and that it works without the source tree."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

import kling_widgets

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kling_widgets"
LAKE = ROOT / "notebooks" / "lake.jpg"
NOT_SHIPPED = {".pyc"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(ROOT)], check=True, capture_output=True
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh venv with the wheel in it.

    Dependencies come from the environment of the tests through a .pth file: it
    is read as a plain path, so an editable install there stays out of sight.
    """
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False, symlinks=True)
    interpreter = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(interpreter), "install"]
    subprocess.run(
        [*pip, "--no-deps", "--no-index", "--quiet", str(wheel)],
        check=True,
        capture_output=True,
    )
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return interpreter


def run(python: Path, code: str, folder: Path) -> str:
    result = subprocess.run(
        [str(python), "-I", "-W", "error", "-c", code],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_the_wheel_is_complete(wheel: Path) -> None:
    """Every file of the package is in the wheel: modules, scripts, styles, types."""
    expected = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix not in NOT_SHIPPED
    }

    held = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert held == expected


@pytest.mark.parametrize("ending", ["py.typed", ".js", ".css"])
def test_the_wheel_holds_more_than_modules(wheel: Path, ending: str) -> None:
    """The marker of types, the scripts and the styles are not forgotten."""
    found = [name for name in ZipFile(wheel).namelist() if name.endswith(ending)]

    assert found != []


def test_the_version_is_the_wheels(python: Path, tmp_path: Path) -> None:
    """The installed package knows its version, and is not the source tree."""
    code = """
import importlib.metadata, kling_widgets
print(kling_widgets.__version__, importlib.metadata.version("kling-widgets"))
print(kling_widgets.__file__)
"""

    versions, place = run(python, code, tmp_path).splitlines()

    assert versions == f"{kling_widgets.__version__} {kling_widgets.__version__}"
    assert Path(place).is_relative_to(python.parent.parent)


def test_the_wheel_makes_a_clip(python: Path, tmp_path: Path) -> None:
    """A plain script, with nothing but the wheel, goes from picture to clip."""
    code = f"""
import kling_widgets as kling
clip = kling.generate({str(LAKE)!r}, "zoom in").wait(60)
print(clip.path.parent, clip.width, clip.height, round(clip.duration))
"""

    folder, *facts = run(python, code, tmp_path).split()

    assert Path(folder) == tmp_path / "kling_clips"
    assert facts == ["1280", "720", "5"]
