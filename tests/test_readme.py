"""What README and documentation show is run as it stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from pydoc import locate

import nbformat
import pytest
from PIL import Image

from kling_widgets.api import PROVIDERS, load_catalogue
from kling_widgets.clips import Clip
from tests.simulator._served import served

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = ("README.md", "README.ko.md", "docs/index.md", "docs/simulator.md")
RUNS = """
import ast, asyncio, sys
code = compile(sys.stdin.read(), "page", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
asyncio.run(eval(code, {}) or asyncio.sleep(0))
"""
"""A notebook's way to run a cell: `await` stands anywhere."""
VARIABLE = re.compile(
    r'"((?:KLING_WIDGETS|KLING|COMETAPI)_(?:\w+_)?(?:KEY|URL)|KLING_WIDGETS_[A-Z_]+)"'
)
TAUGHT = re.compile(
    r"kling\.\w+|(?:KLING|COMETAPI)_[A-Z_]+|make \w+|kling-widgets \w+|pip install [^`]+"
    r"|\w+=(?:True|\"\w+\")|\$\d|(?<!\w)\d+ MB|`[^`\n]+`"
)
"""What a reader could type or set, or is promised in figures."""
CLIENT = 'kling.KlingClient(os.environ["COMETAPI_KEY"])'


def python_in(page: str) -> list[str]:
    text = (ROOT / page).read_text("utf-8")
    return re.findall(r"```python\n([^%].*?)```", text, re.DOTALL)


@pytest.fixture
def script() -> str:
    """The README's script for the client alone."""
    (found,) = (block for block in python_in("README.md") if CLIENT in block)
    return found


@pytest.fixture
def cat(tmp_path: Path) -> None:
    """The picture that all pages speak of."""
    sheet = Image.linear_gradient("L").resize((400, 300)).convert("RGB")
    sheet.save(tmp_path / "cat.png")


@pytest.mark.nightly
@pytest.mark.parametrize("page", PAGES)
def test_the_code_of_a_page_runs(page: str, tmp_path: Path, cat: None) -> None:
    """From top to bottom, without a key, in a folder with a picture and a notebook."""
    nbformat.write(nbformat.v4.new_notebook(), tmp_path / "lesson.ipynb")
    blocks = [block for block in python_in(page) if CLIENT not in block]

    done = subprocess.run(
        [sys.executable, "-c", RUNS],
        input="\n".join(blocks),
        cwd=tmp_path,
        env={**os.environ, "KLING_WIDGETS_SIMULATOR_SPEED": "500"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert blocks
    assert done.returncode == 0, done.stderr


def test_every_variable_is_named() -> None:
    """What the package reads of the environment is explained there; one is for tests."""
    read = {
        name
        for path in (ROOT / "kling_widgets").rglob("*.py")
        for name in VARIABLE.findall(path.read_text("utf-8"))
    }
    pages = "".join((ROOT / page).read_text("utf-8") for page in PAGES)

    assert read - set(re.findall(r"[A-Z_]+", pages)) == {"KLING_WIDGETS_CRASH"}


def test_the_korean_page_leaves_nothing_out() -> None:
    """Every name, setting and command of the README stands there, too."""
    korean = (ROOT / "README.ko.md").read_text("utf-8")

    assert set(TAUGHT.findall(README)) - set(TAUGHT.findall(korean)) == set()


@pytest.mark.parametrize(
    ("spoken", "lesson"),
    [
        ({"LANG": "ko_KR.UTF-8"}, "01_quickstart.ko.ipynb"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "01_quickstart.ipynb"),
        ({"LANG": "C", "KLING_WIDGETS_LANGUAGE": "ko"}, "01_quickstart.ko.ipynb"),
        ({"LANG": "kok_IN"}, "01_quickstart.ipynb"),
        ({}, "01_quickstart.ipynb"),
    ],
)
def test_the_demo_opens_the_reader_s_lesson(
    spoken: dict[str, str], lesson: str
) -> None:
    """In the language that the panel will speak."""
    shown = subprocess.run(
        ["make", "--dry-run", "demo"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **spoken},
        capture_output=True,
        text=True,
        check=True,
    )

    assert f"/lab/tree/{lesson} " in shown.stdout


def test_the_client_alone_takes_ten_lines(script: str) -> None:
    """Counted without imports, blank lines and the start of the loop."""
    body = script.split("async def main", 1)[1].splitlines()[1:]
    lines = [line for line in body if line.strip() and "asyncio.run" not in line]

    assert len(lines) <= 10


def test_the_script_saves_a_clip(script: str, tmp_path: Path, cat: None) -> None:
    """Pointed at a simulator on a port, it ends with a file that plays."""
    with served(tmp_path / "home", "--speed", "500") as url:
        here = f'{CLIENT[:-1]}, base_url="{url}")'
        quick = script.replace(CLIENT, here).replace("sleep(10)", "sleep(0.2)")
        subprocess.run(
            [sys.executable, "-c", quick],
            cwd=tmp_path,
            env={**os.environ, "COMETAPI_KEY": "sk-reader", "PYTHONPATH": str(ROOT)},
            check=True,
            timeout=120,
        )

    assert Clip(tmp_path / "cat.mp4").duration == pytest.approx(5.0, abs=0.2)


def test_the_catalogue_can_be_read() -> None:
    """The models that the README adds are models."""
    (block,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)

    known = load_catalogue(tomllib.loads(block))

    assert known.model("kling-v4") is not None


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_provider_is_named(name: str) -> None:
    """Each provider that can be named is in the README."""
    assert f"`{name}`" in README or name == "kling-singapore"


NAMED = re.compile(r"\b(kling|kling_widgets|Studio|job|clip)((?:\.[A-Za-z]\w*)+)")
MEANT = {"Studio": ".Studio", "job": ".Job", "clip": ".Clip"}


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md", "docs/money.md"])
def test_every_name_is_there(page: str) -> None:
    """What a page names in its sentences is in the package under that name."""
    words = re.findall(r"`([^`\n]+)`", (ROOT / page).read_text("utf-8"))
    found = [match.groups() for text in words for match in NAMED.finditer(text)]
    names = {f"kling_widgets{MEANT.get(thing, '')}{path}" for thing, path in found}

    assert {name for name in names if locate(name) is None} == set()
