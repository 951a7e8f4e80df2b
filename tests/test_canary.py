"""A key goes to the provider and nowhere else: nothing that is written holds it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests._jupyter import environment
from tests._leaks import files_with
from tests.simulator._served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

LAKE = Path(__file__).parent.parent / "notebooks" / "lake.jpg"
CANARY = "sk-CANARY+3f9a/7c21=e84d05b6"
EXECUTE = "from nbclient.cli import main; main()"
QUICK = ("--speed", "200")

LESSON = (
    "import logging, os, sys",
    "logging.basicConfig(filename='debug.log', level=logging.DEBUG)",
    "import kling_widgets as kling",
    "from kling_widgets.jobs import settings",
    "print(settings(), vars(kling), sep='\\n')",
    "kling.Studio(image='lake.jpg', prompt='zoom in')",
    "job = kling.generate('lake.jpg', 'zoom in')",
    "clip = job.wait(60)",
    "print(clip, job, job.snapshot, kling.jobs(), sep='\\n')",
    "kling.configure(base_url=os.environ['REFUSING'])",
    "refused = kling.generate('lake.jpg', 'zoom in')",
)
"""Everything that a user might print, log or run into; the last line follows."""
REFUSED = "refused.wait(60)"
"""Ends in a traceback, which a notebook keeps."""
VERBOSE = "%xmode Verbose"
"""Tracebacks that show every variable in every frame."""
FAILS = (
    "def fail(held, client):\n    raise ValueError(held, client)",
    "kling.Studio(image='lake.jpg', prompt='zoom in')",
    "fail(settings(), kling.KlingClient(settings().api_key))",
)
LEAK = """
import base64, os, urllib.parse
key = os.environ['COMETAPI_KEY']
open('plain.txt', 'w').write('key: ' + key)
open('quoted.txt', 'w').write('?key=' + urllib.parse.quote(key, safe=''))
for before in range(3):
    text = b'-' * before + key.encode() + b' and more'
    open(f'base64-{before}.txt', 'wb').write(base64.b64encode(text))
print(key)
"""
LEAKS = ["base64-0.txt", "base64-1.txt", "base64-2.txt", "plain.txt", "quoted.txt"]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The user's whole disk: a folder to work in, and a home beside it."""
    (tmp_path / "work").mkdir()
    shutil.copy(LAKE, tmp_path / "work")
    return tmp_path


@pytest.fixture
def env(place: Path) -> Iterator[dict[str, str]]:
    """A live configuration: one gateway that takes the key, one that does not."""
    taking = served(place / "provider", "--api-key", CANARY, *QUICK)
    refusing = served(place / "refusing", "--api-key", "sk-another", *QUICK)
    with taking as url, refusing as other:
        yield environment(place / "home") | {
            "COMETAPI_KEY": CANARY,
            "COMETAPI_BASE_URL": url,
            "REFUSING": other,
        }


def run(place: Path, env: dict[str, str], *command: str) -> None:
    """Run a command in the user's folder, and keep what it prints in files."""
    with (place / "stdout").open("wb") as out, (place / "stderr").open("wb") as err:
        subprocess.run(
            [sys.executable, *command],
            cwd=place / "work",
            env=env,
            stdout=out,
            stderr=err,
            check=False,
        )


def test_a_notebook_holds_no_key(place: Path, env: dict[str, str]) -> None:
    """Neither the notebook nor any file beside it holds the key after a session."""
    sources = (VERBOSE, "import os", *LESSON, REFUSED, *FAILS)
    notebook = new_notebook(cells=[new_code_cell(line) for line in sources])
    path = place / "work" / "lesson.ipynb"
    nbformat.write(notebook, path)

    run(place, env, "-c", EXECUTE, "--inplace", "--allow-errors", path.name)

    done = path.read_text("utf-8")
    assert "AuthRejected" in done
    assert "held=Settings(" in re.sub(r"\\u001b\[[\d;]*m", "", done)
    assert "application/vnd.jupyter.widget-state+json" in done
    assert list(path.parent.glob("kling_clips/*.mp4")) != []
    assert files_with(CANARY, place) == []


def test_a_script_prints_no_key(place: Path, env: dict[str, str]) -> None:
    """Neither what a script prints nor what it writes holds the key."""
    script = place / "work" / "lesson.py"
    script.write_text("\n".join((*LESSON, REFUSED)), "utf-8")

    run(place, env, "-X", "dev", script.name)

    assert "AuthRejected" in (place / "stderr").read_text("utf-8")
    assert list(script.parent.glob("kling_clips/*.mp4")) != []
    assert files_with(CANARY, place) == []


def test_a_leak_would_be_found(place: Path, env: dict[str, str]) -> None:
    """The search finds a key that was written on purpose, in every guise."""
    run(place, env, "-c", LEAK)

    found = files_with(CANARY, place)

    assert found == ["stdout", *(f"work/{name}" for name in LEAKS)]
