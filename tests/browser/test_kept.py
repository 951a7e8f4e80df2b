"""What a notebook keeps: the clips, at each setting, through every way to reopen it."""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from tests._jupyter import environment
from tests.browser._page import Notebook
from tests.browser._server import LAB, NOTEBOOK, READER, JupyterServer
from tests.browser._video import await_video, pictures_shown, play

pytestmark = pytest.mark.browser

LAKE = Path(__file__).parents[2] / "notebooks" / "lake.jpg"
NAME = "kept.ipynb"
SETTINGS = ("auto", "always", "link", "poster")
CLIPS = 3
IMPORT = "import kling_widgets as kling"
MAKE = """
kling.configure(embed={setting!r}, simulator_speed=100)
prompts = ["slow zoom in", "pan to the left", "shake"]
for job in [kling.generate("lake.jpg", prompt) for prompt in prompts]:
    await job
"""
FIGURE = "figure.kling-clip"
SHOW_MILLISECONDS = 60_000
SAID = r'data-kling-added=\\?"(\d+)'
POSTER_PIXELS = 640
SHARE = 0.01
"""How far both may lie apart: the card's own line, which comes before there is a clip."""


@pytest.mark.parametrize("application", [LAB], ids=["lab"])
def test_every_clip_is_kept(page: Page, server: JupyterServer, tmp_path: Path) -> None:
    """Reopened, in Notebook 7, and as HTML: each plays, or shows its still picture."""
    shutil.copy(LAKE, server.root)
    cells = [MAKE.format(setting=setting) for setting in SETTINGS]
    server.write_notebook(NAME, IMPORT, *cells)
    notebook = Notebook(page, server, NAME).open()
    for place in range(len(SETTINGS) + 1):
        notebook.run(place)
    expect(page.locator(FIGURE)).to_have_count(len(SETTINGS) * CLIPS)
    notebook.save()
    check_sizes(server.root / NAME)

    server.shut_kernels_down()
    complaints = list(notebook.complaints)  # from here on they are others' own
    with JupyterServer(READER, server.root.parent) as reader:
        for application in (LAB, NOTEBOOK):
            page.goto(reader.notebook_url(NAME, application))
            go_on_without_kernel(page)
            check(page)
            notebook.screenshot(tmp_path, f"kept-without-kernel-{application.name}")
        assert reader.request("api/kernels") == []
    page.goto(as_html(server).as_uri())
    check(page)
    notebook.screenshot(tmp_path, "kept-html")

    assert complaints == []


def go_on_without_kernel(page: Page) -> None:
    """Answer as a reader does who has no kernel to choose."""
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Select Kernel", timeout=SHOW_MILLISECONDS)
    dialog.get_by_role("button", name="Select").click()
    expect(dialog).to_have_count(0)


def check(page: Page) -> None:
    """Every clip plays, and at the setting `poster` shows its picture and its link."""
    figures = page.locator(FIGURE)
    expect(figures).to_have_count(len(SETTINGS) * CLIPS, timeout=SHOW_MILLISECONDS)
    for place, setting in enumerate(SETTINGS):
        for number in range(CLIPS):
            figure = figures.nth(place * CLIPS + number)
            figure.scroll_into_view_if_needed()
            check_poster(figure) if setting == "poster" else check_video(figure)


def check_video(figure: Locator) -> None:
    video = figure.locator("video")
    await_video(video)
    play(video)

    assert pictures_shown(video) > 1


def check_poster(figure: Locator) -> None:
    expect(figure.locator("video")).to_have_count(0)
    shown = figure.locator("img").evaluate("img => img.decode().then(() => img.width)")

    assert shown == POSTER_PIXELS
    assert figure.locator("a[href*='.mp4']").count() == 2


def check_sizes(path: Path) -> None:
    """What stands under the clips is what the file grew by."""
    notebook = nbformat.read(path, as_version=4)
    for place in range(1, len(SETTINGS) + 1):
        without = copy.deepcopy(notebook)
        without.cells[place].outputs = []
        grown = len(nbformat.writes(notebook)) - len(nbformat.writes(without))
        said = sum(map(int, re.findall(SAID, json.dumps(notebook.cells[place]))))

        assert said == pytest.approx(grown, rel=SHARE)


def as_html(server: JupyterServer) -> Path:
    """The notebook as `nbconvert` makes a page of it, beside the notebook."""
    command = [sys.executable, "-m", "nbconvert", "--to", "html", NAME]
    env = environment(server.home)
    subprocess.run(command, cwd=server.root, env=env, check=True, capture_output=True)
    return (server.root / NAME).with_suffix(".html")
