"""The house rules that a linter cannot tell: size, names, direction, lightness."""

from __future__ import annotations

import importlib
import json
import pkgutil
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import kling_widgets

ROOT = Path(__file__).parent.parent
FOLDERS = ("kling_widgets", "tests", "benchmarks", "scripts")
SOURCES = {".py", ".js", ".css", ".sh", ".sql"}
MAX_LINES = 300
HEAVY = {"av", "matplotlib", "numpy", "starlette", "uvicorn"}
"""What `import kling_widgets` must leave alone: whoever needs it loads it."""
NEEDED = "ipywidgets, anywidget, httpx, PIL"
"""What `import kling_widgets` may load."""
LATER = {
    "animatic": {"av", "numpy"},
    "clips": {"av", "mutagen", "numpy", "PIL.Image"},
    "images": {"numpy", "PIL.Image"},
}
"""What each of these packages works with, and loads only when it works."""


def packages() -> list[str]:
    found = pkgutil.walk_packages(kling_widgets.__path__, "kling_widgets.")
    return ["kling_widgets", *(module.name for module in found if module.ispkg)]


def test_every_file_fits_on_few_screens() -> None:
    """No source file is longer than 300 lines."""
    files = [
        path
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.suffix in SOURCES
    ]
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in files
    }

    too_long = {name: n for name, n in lengths.items() if n > MAX_LINES}

    assert lengths
    assert too_long == {}


@pytest.mark.parametrize("package", packages())
def test_every_public_name_is_exported(package: str) -> None:
    """A package's `__all__` names just what it holds for others to use."""
    module = importlib.import_module(package)
    exported = set(module.__all__)
    missing = {name for name in exported if not hasattr(module, name)}
    public = {
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and not isinstance(value, ModuleType)
        and getattr(value, "__module__", package) != "__future__"
    }

    assert missing == set()
    assert public | (exported & {"__version__"}) == exported


def test_imports_go_down_only() -> None:
    """The import contract of pyproject.toml holds, and there is no circle."""
    code = (
        "from importlinter.cli import lint_imports as lint; exit(lint(no_cache=True))"
    )

    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stdout + result.stderr


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(result.stdout))


EVERYTHING = "from kling_widgets import *"


@pytest.mark.parametrize("statement", ["import kling_widgets", EVERYTHING])
def test_importing_is_light(statement: str) -> None:
    """No public name loads anything heavy beyond what the package is built on."""
    extra = loaded_by(statement) - loaded_by(f"import {NEEDED}")

    heavy = {name for name in extra if name.split(".")[0] in HEAVY | {"IPython"}}

    assert heavy == set()


@pytest.mark.parametrize("package", LATER)
def test_a_package_loads_its_tools_when_it_works(package: str) -> None:
    """Importing it loads none of them."""
    assert loaded_by(f"import kling_widgets.{package}") & LATER[package] == set()


def test_what_is_not_asked_for_is_not_loaded() -> None:
    """The package's name loads no library, and the client alone no widgets."""
    alone, client, panel = (
        loaded_by(f"import kling_widgets as kling; kling.{name}")
        & {"httpx", "ipywidgets"}
        for name in ("__version__", "KlingClient", "Studio")
    )

    assert alone == set()
    assert client == {"httpx"}
    assert panel == {"httpx", "ipywidgets"}


JOBS = """
import kling_widgets as kling
from kling_widgets.jobs import settings
import kling_widgets.jobs
print(type(kling.jobs).__name__, type(kling_widgets.jobs).__name__, settings.__name__)
"""


def test_jobs_is_a_function_and_a_package() -> None:
    """`kling.jobs` stays a function whoever imports from the package of that name."""
    result = subprocess.run(
        [sys.executable, "-c", JOBS], capture_output=True, text=True, check=True
    )

    assert result.stdout.split() == ["function", "function", "settings"]


WRONG = "Studios"


def test_a_wrong_name_is_an_attribute_error() -> None:
    """A name that the package does not have fails as on any module."""
    with pytest.raises(AttributeError, match="no attribute 'Studios'"):
        getattr(kling_widgets, WRONG)


def test_the_network_is_out_of_reach() -> None:
    """A test that turns to another machine fails at once."""
    with pytest.raises(RuntimeError, match="tests stay on"):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)
