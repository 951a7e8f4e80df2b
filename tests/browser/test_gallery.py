"""The gallery in real JupyterLab, with the jobs of years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser._big_journal import Traffic, make_journal
from tests.browser._gallery_page import WHOLE
from tests.browser._page import Notebook
from tests.browser._server import LAB, JupyterServer

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser

JOBS = 5000
SCREEN_BYTES = 1_500_000
"""The script, the first rows and their pictures, and all that Jupyter says besides."""
SCROLL = """(grid, share) => { grid.scrollTop = share * grid.scrollHeight; }"""
WHOLE_MILLISECONDS = 60_000
SOURCE = "import kling_widgets as kling\nkling.Gallery()"


def test_thousands_of_jobs_are_no_burden(page: Page, tmp_path: Path) -> None:
    """They show, scroll without a missing tile, play, and fill a panel."""
    make_journal(tmp_path / "home", tmp_path / "clips", JOBS, thumbnails=False)
    home = str(tmp_path / "home")
    with JupyterServer(LAB, tmp_path / "jupyter", KLING_WIDGETS_HOME=home) as server:
        server.write_notebook("years.ipynb", SOURCE)
        notebook = Notebook(page, server, "years.ipynb")
        traffic = Traffic(page)
        notebook.open()
        before = traffic.bytes

        notebook.run(0)
        output = notebook.output(0)
        expect(output.get_by_text("5,000 jobs")).to_be_visible()
        page.wait_for_function(WHOLE, timeout=WHOLE_MILLISECONDS)
        assert traffic.bytes - before < SCREEN_BYTES
        notebook.screenshot(tmp_path, "gallery")

        for share in (0.31, 0.62, 1):
            output.locator(".kling-grid").evaluate(SCROLL, share)
            page.wait_for_function(WHOLE, timeout=WHOLE_MILLISECONDS)

        output.get_by_role("searchbox").fill("take 4321")
        expect(output.get_by_text("1 of 5,000 jobs")).to_be_visible()
        tile = output.locator(".kling-tile")
        expect(tile).to_have_count(1)
        tile.hover()
        expect(tile.locator("video")).to_have_js_property("paused", value=False)
        tile.locator(".kling-tile-open").click()
        output.get_by_role("button", name="Reuse settings").click()
        prompt = output.get_by_label("Prompt", exact=True)
        expect(prompt).to_be_in_viewport()
        expect(prompt).to_have_value("고양이가 하품을 하고 창밖을 바라본다, take 4321")

        assert notebook.complaints == []
        assert notebook.outsiders == []
