"""The main job, by mouse and keyboard: a picture becomes a clip in its cell."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser._page import Notebook
from tests.browser._video import await_video, frames_at, play

if TYPE_CHECKING:
    from tests.browser._server import JupyterServer

pytestmark = pytest.mark.browser

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LAKE = NOTEBOOKS / "lake.jpg"
STUDIO = "import kling_widgets as kling\nkling.Studio()"
BLOCK = "import time\ntime.sleep(20)"
PROMPT = "slow zoom in, ripples on the water"
SECONDS = 5
STAGES = ["Submitted", "Processing", "Saved"]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A PNG on the user's own disk."""
    path = tmp_path / "my lake.png"
    with Image.open(LAKE) as lake:
        lake.save(path)
    return path


def studio(page: Page, server: JupyterServer) -> Notebook:
    server.write_notebook("way.ipynb", STUDIO, BLOCK)
    notebook = Notebook(page, server, "way.ipynb").open()
    notebook.run(0)
    expect(notebook.output(0).get_by_role("button", name="Generate")).to_be_visible()
    return notebook


def choose(notebook: Notebook, picture: Path) -> None:
    field = notebook.output(0).get_by_label("Image", exact=True)
    with notebook.page.expect_file_chooser() as chooser:
        field.click()
    chooser.value.set_files(picture)
    expect(notebook.output(0).get_by_text(picture.name)).to_be_visible()


def describe(notebook: Notebook) -> None:
    prompt = notebook.output(0).get_by_role("textbox", name="Prompt", exact=True)
    prompt.click()
    notebook.page.keyboard.type(PROMPT)


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
    notebook = studio(page, server)
    notebook.screenshot(tmp_path, "1-panel")
    choose(notebook, picture)
    describe(notebook)
    notebook.screenshot(tmp_path, "2-filled")
    notebook.watch_for(0, *STAGES)

    notebook.output(0).get_by_role("button", name="Generate").click()
    notebook.start(1)
    expect(notebook.output(0).get_by_text("Processing")).to_be_visible()
    notebook.screenshot(tmp_path, "3-running")
    video = notebook.output(0).locator("video")
    seen = measure(video)
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

    assert measure(video) == seen
    assert notebook.complaints == []
    assert notebook.outsiders == []


def test_the_keyboard_is_enough(
    narrow_page: Page, server: JupyterServer, tmp_path: Path
) -> None:
    """On half a screen, with Tab, Enter and letters alone, a clip is made."""
    shutil.copy(LAKE, server.root)
    notebook = studio(narrow_page, server)
    keyboard = narrow_page.keyboard
    tab_to(notebook, "Image path or URL")
    keyboard.type("lake.jpg")
    keyboard.press("Enter")
    expect(notebook.output(0).get_by_text("lake.jpg:")).to_be_visible()
    tab_to(notebook, "Prompt")
    keyboard.type(PROMPT)
    tab_to(notebook, "Generate")

    keyboard.press("Enter")

    video = notebook.output(0).locator("video")
    assert measure(video) == {"duration": SECONDS, "moves": True}
    notebook.screenshot(tmp_path, "narrow-clip")
    assert notebook.complaints == []


def tab_to(notebook: Notebook, name: str) -> None:
    """Press Tab until the control of that name has the focus."""
    control = notebook.output(0).get_by_label(name, exact=True)
    if name == "Generate":
        control = notebook.output(0).get_by_role("button", name=name)
    for _ in range(20):
        if control.evaluate("node => node === document.activeElement"):
            return
        notebook.page.keyboard.press("Tab")
    pytest.fail(f"Tab does not lead to {name}.")


def test_a_missing_picture_is_a_sentence(
    page: Page, server: JupyterServer, tmp_path: Path
) -> None:
    """Generate without a picture says what to do, and shows no traceback."""
    notebook = studio(page, server)

    notebook.output(0).get_by_role("button", name="Generate").click()

    expect(notebook.output(0).get_by_text("Choose a picture first.")).to_be_visible()
    notebook.screenshot(tmp_path, "no-picture")
    assert "Traceback" not in notebook.output(0).inner_text()
    assert notebook.complaints == []


def test_the_quickstart_ends_with_a_clip(
    page: Page, server: JupyterServer, tmp_path: Path
) -> None:
    """Run cell by cell, the first lesson needs no key and ends with a clip."""
    for name in ("01_quickstart.ipynb", "lake.jpg"):
        shutil.copy(NOTEBOOKS / name, server.root)
    notebook = Notebook(page, server, "01_quickstart.ipynb").open()

    for cell in notebook.code_cells():
        notebook.run(cell)

    last = notebook.output(notebook.code_cells()[-1]).locator("video")
    assert measure(last) == {"duration": SECONDS, "moves": True}
    notebook.screenshot(tmp_path, "quickstart")
    assert notebook.complaints == []
    assert notebook.outsiders == []
