"""What wheel and sdist hold, and that the wheel works without the source tree."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import httpx
import pytest

import kling_widgets
from tests.simulator._served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kling_widgets"
LAKE = ROOT / "notebooks" / "lake.jpg"
NOT_SHIPPED = {".pyc"}
SOURCE = {
    *("kling_widgets", "tests", "notebooks", "docs", "benchmarks", "scripts", "binder"),
    *("README.md", "README.ko.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"),
    *("Makefile", "pyproject.toml", "mkdocs.yml", "package.json", "package-lock.json"),
    *("tsconfig.json", ".npmrc", ".gitignore", "PKG-INFO"),
}
"""What whoever builds, tests and documents needs; the last is the sdist's own."""
USERS_OWN = {"pandas"}
"""Used where the user has it, and asked for by none of our features."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree."""
    (built,) = build(tmp_path_factory.mktemp("dist"), "--wheel").glob("*.whl")
    return built


def build(folder: Path, *options: str) -> Path:
    command = [sys.executable, "-m", "build", "--no-isolation", *options]
    subprocess.run(
        [*command, "--outdir", str(folder), str(ROOT)], check=True, capture_output=True
    )
    return folder


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

    assert shipped(wheel) == expected


def shipped(wheel: Path) -> set[str]:
    return {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}


@pytest.mark.parametrize("ending", ["py.typed", ".js", ".css", "korean/cards.toml"])
def test_the_wheel_holds_more_than_modules(wheel: Path, ending: str) -> None:
    """The marker of types, scripts, styles and words are not forgotten."""
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


def test_the_version_has_its_words() -> None:
    """The newest release of the changelog is this version."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")

    released = re.findall(r"^## \[([\d.]+)\] - \d{4}-\d\d-\d\d$", text, re.MULTILINE)

    assert released[0] == kling_widgets.__version__


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


def imported() -> Iterator[str]:
    """The names of the libraries that the package's modules load."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (name.name.split(".")[0] for name in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield str(node.module).split(".")[0]


def test_every_library_is_asked_for() -> None:
    """What a module imports is a dependency by itself, not by another one's grace."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["simulator"], *extras["keyring"]]
    declared = {re.split(r"[<>=\[]", each)[0].lower() for each in wanted}
    homes = packages_distributions()

    needed = {
        homes[name][0].lower()
        for name in set(imported()) - sys.stdlib_module_names - USERS_OWN
    }

    assert needed
    assert needed - declared == set()


@pytest.mark.nightly
def test_the_sdist_builds_the_wheel(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """It holds all that belongs to the project, nothing that was made, and suffices."""
    folder = build(tmp_path_factory.mktemp("both"))
    (sdist,), (built,) = folder.glob("*.tar.gz"), folder.glob("*.whl")

    with tarfile.open(sdist) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]

    made = {".mp4", ".pyc", ".sqlite3"}
    assert {name.split("/")[0] for name in names} == SOURCE
    assert {name for name in names if Path(name).suffix in made} == set()
    assert shipped(built) == shipped(wheel)


STARTS = f"""
import kling_widgets as kling
from kling_widgets._language import told
kling.configure(language="ko")
brush = kling.Brush({str(LAKE)!r})
print(kling.Studio(), kling.Gallery(), brush.static_mask.shape, told("Saved"))
"""


@pytest.mark.nightly
def test_everything_starts_from_the_wheel(python: Path, tmp_path: Path) -> None:
    """The command, the views with their scripts, the Korean words, the simulator."""
    program = (str(python), "-I", str(python.parent / "kling-widgets"))

    doctor = subprocess.run(
        [*program, "doctor"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    shown = run(python, STARTS, tmp_path)
    with served(tmp_path / "home", program=(*program, "simulator")) as url:
        page = httpx.get(url)

    assert (doctor.returncode, doctor.stderr) == (0, "")
    assert shown == "Studio() Gallery() (720, 1280) 저장됨"
    assert "Simulated Kling" in page.text
