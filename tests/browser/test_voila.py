"""The panel as an app: Voilà serves a notebook, and the visitor sees no code."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser._page import SCREENSHOTS
from tests.browser._video import await_video, frames_at, play
from tests.browser._voila import VoilaServer

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.browser

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
APP = "06_app.ipynb"
SHOW_MILLISECONDS = 60_000


@pytest.fixture
def app(tmp_path: Path) -> Iterator[VoilaServer]:
    """The app as `voila notebooks/06_app.ipynb` serves it."""
    server = VoilaServer(tmp_path, APP)
    for name in (APP, "lake.jpg"):
        shutil.copy(NOTEBOOKS / name, server.root)
    with server:
        yield server


def test_a_visitor_makes_a_clip(page: Page, app: VoilaServer, tmp_path: Path) -> None:
    """A picture of the visitor's own becomes a clip that plays in its card."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(app.url)
    generate = page.get_by_role("button", name="Generate", exact=True)
    expect(generate).to_be_visible(timeout=SHOW_MILLISECONDS)
    choose(page, picture(tmp_path))

    generate.click()

    video = page.locator(".kling-card video")
    assert moves(video)
    page.screenshot(path=f"{SCREENSHOTS or tmp_path}/voila-clip.png", full_page=True)
    assert "import kling_widgets" not in page.locator("body").inner_text()
    assert errors == []


def picture(folder: Path) -> Path:
    path = folder / "my lake.png"
    with Image.open(NOTEBOOKS / "lake.jpg") as lake:
        lake.rotate(180).save(path)
    return path


def choose(page: Page, path: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_label("Image", exact=True).click()
    chooser.value.set_files(path)
    said = page.get_by_role("status").filter(has_text=f"{path.name}:")
    expect(said.first).to_be_visible()


def moves(video: Locator) -> bool:
    await_video(video)
    early, late = frames_at(video, 0.5, 4.5)
    play(video)
    return early != late
