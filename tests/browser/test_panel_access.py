"""The whole panel in JupyterLab, looked over by axe-core, by day and by night."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser._axe import needs_axe, serious_faults
from tests.browser._gestures import await_drawn
from tests.browser._page import Notebook
from tests.browser._server import LAB, JupyterServer
from tests.browser._studio import ARRIVE_MILLISECONDS, SOURCE, StudioPanel
from tests.browser._video import await_video

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.browser, needs_axe]

LAKE = Path(__file__).parents[2] / "notebooks" / "lake.jpg"
KOREAN = "보트가 천천히 오른쪽으로 움직이고, 물결이 잔잔하게 퍼진다"
WITHIN = ".jp-OutputArea:has(.kling-studio)"
"""The cell's whole output: the panel, its cards, its clips."""


@pytest.fixture
def panel(page: Page, server: JupyterServer) -> Iterator[StudioPanel]:
    server.write_notebook("access.ipynb", SOURCE)
    notebook = Notebook(page, server, "access.ipynb").open()
    panel = StudioPanel(notebook, 0).show()
    yield panel
    assert notebook.complaints == []


@pytest.mark.parametrize("application", [LAB], ids=["lab"], indirect=True)
def test_axe_finds_nothing_serious(panel: StudioPanel, tmp_path: Path) -> None:
    """Empty, in error, filled and painted, while it runs, and when it is done."""
    page, shoot = panel.notebook.page, panel.notebook.screenshot
    faults = {"empty": serious_faults(page, WITHIN)}
    go_wrong(panel, tmp_path)
    faults["error"] = serious_faults(page, WITHIN)
    shoot(tmp_path, "error")
    go_right(panel)
    faults["filled"] = serious_faults(page, WITHIN)
    shoot(tmp_path, "filled")
    panel.button.click()
    cards = panel.output.get_by_role("article")
    expect(cards.first).to_be_visible(timeout=ARRIVE_MILLISECONDS)
    faults["running"] = serious_faults(page, WITHIN)
    shoot(tmp_path, "running")
    await_video(panel.video.last)
    faults["done"] = serious_faults(page, WITHIN)
    turn_dark(page)
    faults["dark"] = serious_faults(page, WITHIN)
    shoot(tmp_path, "dark")

    assert {where: found for where, found in faults.items() if found} == {}


@pytest.mark.parametrize("application", [LAB], ids=["lab"], indirect=True)
def test_the_focus_is_seen(panel: StudioPanel) -> None:
    """Jupyter's own fields and buttons are outlined, too, when Tab comes to them."""
    for name in ("Prompt", "Model"):
        panel.tab_to(panel.field(name))
        expect(panel.field(name)).to_have_css("outline-width", "2px")
        expect(panel.field(name)).to_have_css("outline-style", "solid")
    panel.tab_to(panel.button)
    expect(panel.button).to_have_css("outline-width", "2px")


def go_wrong(panel: StudioPanel, folder: Path) -> None:
    """Ask for a clip of a picture that is too slim."""
    strip = folder / "strip.png"
    Image.new("RGB", (1500, 300), "teal").save(strip)
    panel.field("Image").set_input_files(strip)
    offers = panel.output.get_by_role("group", name="Mend the picture")
    expect(offers).to_be_visible(timeout=ARRIVE_MILLISECONDS)
    panel.button.click()


def go_right(panel: StudioPanel) -> None:
    """Choose a picture, paint on it, open every fold, and preview."""
    panel.choose(LAKE)
    panel.describe(KOREAN)
    for fold in ("Motion brush", "Advanced"):
        panel.output.get_by_role("button", name=fold).click()
    await_drawn(panel.output.locator(".kling-brush canvas").first)
    panel.output.get_by_role("application").click()
    panel.output.get_by_role("button", name="Preview", exact=True).click()
    await_video(panel.output.locator(".kling-preview video"))
    panel.output.get_by_role("button", name="Show the code").click()


def turn_dark(page: Page) -> None:
    """Choose JupyterLab's dark theme."""
    for name in ("Settings", "Theme", "JupyterLab Dark"):
        menu = page.locator(".lm-MenuBar, .lm-Menu")
        menu.get_by_text(name, exact=True).click()
    expect(page.locator("body[data-jp-theme-light=false]")).to_be_attached()
