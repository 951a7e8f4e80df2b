"""The main job, by mouse and keyboard: a picture becomes a clip in its cell."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser._page import Notebook
from tests.browser._studio import PROMPT, SOURCE, STAGES, StudioPanel
from tests.browser._video import await_video, frames_at, play

if TYPE_CHECKING:
    from tests.browser._server import JupyterServer

pytestmark = pytest.mark.browser

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LAKE = NOTEBOOKS / "lake.jpg"
BLOCK = "import time\ntime.sleep(20)"
SECONDS = 5
MISSING = "Choose a picture first."
LONGEST_MODEL_PIXELS = 150
"""What "kling-v2-5-turbo" takes, with the arrow behind it."""


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A PNG on the user's own disk."""
    path = tmp_path / "my lake.png"
    with Image.open(LAKE) as lake:
        lake.save(path)
    return path


def show_studio(page: Page, server: JupyterServer) -> tuple[Notebook, StudioPanel]:
    server.write_notebook("way.ipynb", SOURCE, BLOCK)
    notebook = Notebook(page, server, "way.ipynb").open()
    return notebook, StudioPanel(notebook, 0).show()


def measure(video: Locator) -> dict[str, Any]:
    await_video(video)
    early, late = frames_at(video, 0.5, SECONDS - 0.5)
    play(video)
    return {
        "duration": round(video.evaluate("video => video.duration"), 1),
        "moves": early != late,
    }


def test_a_picture_becomes_a_clip(
    page: Page, server: JupyterServer, picture: Path, tmp_path: Path
) -> None:
    """Choose, describe, generate: the clip plays, blocked kernel or not, for good."""
    notebook, studio = show_studio(page, server)
    notebook.screenshot(tmp_path, "1-panel")
    studio.choose(picture)
    studio.describe()
    notebook.screenshot(tmp_path, "2-filled")
    notebook.watch_for(0, *STAGES)

    studio.button.click()
    notebook.start(1)
    expect(studio.output.get_by_text("Processing")).to_be_visible()
    notebook.screenshot(tmp_path, "3-running")
    seen = measure(studio.video)
    still_blocked = notebook.cell(1).locator(".jp-InputPrompt").inner_text()
    notebook.screenshot(tmp_path, "4-clip")

    assert seen == {"duration": SECONDS, "moves": True}
    assert still_blocked == "[*]:"
    assert notebook.words_seen == STAGES

    notebook.await_run(1)
    notebook.save()
    server.shut_kernels_down()
    notebook.reload()
    notebook.screenshot(tmp_path, "5-reopened")

    assert measure(studio.video) == seen
    expect(studio.output.get_by_role("group", name="More controls")).to_be_visible()
    assert notebook.complaints == []
    assert notebook.outsiders == []


def test_the_keyboard_is_enough(
    narrow_page: Page, server: JupyterServer, tmp_path: Path
) -> None:
    """On half a screen, with Tab, arrows, Enter and letters alone, a clip is made."""
    shutil.copy(LAKE, server.root)
    notebook, studio = show_studio(narrow_page, server)
    keyboard = narrow_page.keyboard
    studio.tab_to(studio.field("Image path or URL"))
    keyboard.type(LAKE.name)
    keyboard.press("Enter")
    expect(studio.output.get_by_text(f"{LAKE.name}:").first).to_be_visible()
    studio.tab_to(studio.field("Prompt"))
    keyboard.type(PROMPT)
    studio.tab_to(studio.field("Mode"))
    keyboard.press("ArrowDown")
    expect(studio.field("Mode")).to_have_value("pro")
    studio.tab_to(studio.button)
    keyboard.press("x")  # JupyterLab's own, for cutting the cell

    keyboard.press("Enter")

    assert measure(studio.video) == {"duration": SECONDS, "moves": True}
    notebook.screenshot(tmp_path, "narrow-clip")
    box = studio.field("Model").bounding_box()
    assert box is not None
    assert box["width"] >= LONGEST_MODEL_PIXELS
    assert notebook.complaints == []


def test_a_missing_picture_is_a_sentence(
    page: Page, server: JupyterServer, tmp_path: Path
) -> None:
    """Generate without a picture says what to do, and shows no traceback."""
    notebook, studio = show_studio(page, server)

    studio.button.click()

    sentence = studio.output.get_by_role("alert").filter(has_text=MISSING)
    expect(sentence).to_be_visible()
    notebook.screenshot(tmp_path, "no-picture")
    assert "Traceback" not in studio.output.inner_text()
    assert notebook.complaints == []


def test_the_quickstart_ends_with_a_clip(
    page: Page, server: JupyterServer, tmp_path: Path
) -> None:
    """Run cell by cell, the first lesson needs no key and ends with a clip."""
    for name in ("01_quickstart.ipynb", LAKE.name):
        shutil.copy(NOTEBOOKS / name, server.root)
    notebook = Notebook(page, server, "01_quickstart.ipynb").open()

    for cell in notebook.code_cells():
        notebook.run(cell)

    last = notebook.output(notebook.code_cells()[-1]).locator("video")
    assert measure(last) == {"duration": SECONDS, "moves": True}
    notebook.screenshot(tmp_path, "quickstart")
    assert notebook.complaints == []
    assert notebook.outsiders == []
