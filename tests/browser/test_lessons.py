"""The lessons in real JupyterLab, run from top to bottom as a class does."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser._page import ERROR, Notebook
from tests.browser._server import LAB
from tests.browser._video import await_video, pictures_shown, play

if TYPE_CHECKING:
    from tests.browser._server import JupyterServer

pytestmark = pytest.mark.browser

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
FIGURE = "figure.kling-clip"
CLIPS = {
    "01_quickstart": 2,
    "01_quickstart.ko": 2,
    "02_motion_brush": 1,
    "03_asynchronous": 1,
    "04_data_to_motion": 2,
    "05_client_alone": 0,
    "06_app": 0,
}
"""How many figures of clips each lesson ends with."""
SAMPLE = "02_motion_brush"
RUN_MILLISECONDS = 240_000


def test_no_lesson_is_forgotten() -> None:
    """Each notebook is run here."""
    assert set(CLIPS) == {path.stem for path in NOTEBOOKS.glob("*.ipynb")}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name == SAMPLE else pytest.mark.nightly)
        for name in CLIPS
    ],
)
@pytest.mark.parametrize("application", [LAB], ids=["lab"])
def test_a_lesson_runs(
    name: str, page: Page, server: JupyterServer, tmp_path: Path
) -> None:
    """Run All reaches the end without an error, and every clip plays."""
    shutil.copytree(NOTEBOOKS, server.root, dirs_exist_ok=True)
    notebook = Notebook(page, server, f"{name}.ipynb").open()

    notebook.run_all(RUN_MILLISECONDS)

    for number in range(CLIPS[name]):
        video = page.locator(FIGURE).nth(number).locator("video")
        video.scroll_into_view_if_needed()
        await_video(video)
        play(video)
        assert pictures_shown(video) > 1
    notebook.screenshot(tmp_path, name)
    expect(page.locator(FIGURE)).to_have_count(CLIPS[name])
    expect(page.locator(ERROR)).to_have_count(0)
    assert notebook.complaints == []
    assert notebook.outsiders == []
