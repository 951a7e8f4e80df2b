"""Binder's own way: its builder's steps on a copy of the repository, then a visit."""

from __future__ import annotations

import os
import subprocess
import venv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser._page import Notebook
from tests.browser._server import LAB, TOKEN, JupyterServer
from tests.browser._video import await_video, pictures_shown, play

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

ROOT = Path(__file__).parents[2]
LESSON = "notebooks/01_quickstart.ipynb"
RUN_MILLISECONDS = 120_000
PASSED_ON = ("PIP_", "SSL_", "XDG_", "HTTP", "NO_PROXY")
"""Variables that tell pip where packages are; `make test` finds them so, too."""


class Binder(JupyterServer):
    """What repo2docker makes of the repository, without the container around it."""

    def __init__(self, folder: Path) -> None:
        environment = folder / "venv"
        packages = {k: v for k, v in os.environ.items() if k.startswith(PASSED_ON)}
        path = f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}"
        super().__init__(LAB, folder, **packages, PATH=path, PYTHONPATH="")
        venv.create(environment, with_pip=True)

    def build(self) -> None:
        """Copy what git has, install the requirements, run postBuild."""
        self._run("sh", "-c", f"git -C '{ROOT}' archive HEAD | tar -x")
        self._run("pip", "install", "--quiet", "-r", "binder/requirements.txt")
        self._run("binder/postBuild")

    def _run(self, *words: str) -> None:
        done = subprocess.run(
            words,
            cwd=self.root,
            env=self._env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def _command(self) -> list[str]:
        _, _, _, *options = super()._command()
        return ["binder/start", "jupyter", "lab", *options]


@pytest.fixture
def binder(tmp_path: Path) -> Iterator[Binder]:
    """A Binder that somebody has just started."""
    binder = Binder(tmp_path)
    binder.build()
    with binder:
        yield binder


def test_a_visitor_gets_the_quickstart(
    page: Page, binder: Binder, tmp_path: Path
) -> None:
    """The address alone opens the first lesson, on the simulator, and it runs."""
    notebook = Notebook(page, binder, LESSON)
    page.goto(f"{binder.url}?token={TOKEN}")
    notebook.await_ready()

    notebook.run_all(RUN_MILLISECONDS)

    expect(page).to_have_url(f"{binder.url}lab/tree/{LESSON}")
    video = page.locator("figure.kling-clip video").last
    await_video(video)
    play(video)
    notebook.screenshot(tmp_path, "binder")
    assert pictures_shown(video) > 1
    expect(page.get_by_text("Clips are free stand-ins")).to_be_visible()
    assert (binder.root / "notebooks" / "kling_clips").is_dir()
    assert notebook.complaints == []
    assert notebook.outsiders == []
