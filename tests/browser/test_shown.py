"""Generate behind a running cell, in real Jupyter."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser._page import Notebook
from tests.browser._studio import ARRIVE_MILLISECONDS, PROMPT, StudioPanel

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser._server import JupyterServer

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

LAKE = Path(__file__).parents[2] / "notebooks" / "lake.jpg"
PANEL = "import kling_widgets as kling\nkling.Studio(image='lake.jpg')"
BUSY = "import time\ntime.sleep(4)"


def test_a_click_pays_for_all_that_was_typed_before_it(
    page: Page, server: JupyterServer
) -> None:
    """Jupyter keeps back what is typed behind a running cell, and sends clicks."""
    shutil.copy(LAKE, server.root)
    server.write_notebook("busy.ipynb", PANEL, BUSY, "kling.jobs()[0].prompt")
    notebook = Notebook(page, server, "busy.ipynb").open()
    studio = StudioPanel(notebook, 0).show()

    notebook.start(1)
    studio.describe()
    studio.button.click()
    expect(studio.video).to_be_visible(timeout=ARRIVE_MILLISECONDS)
    notebook.run(2)
    assert PROMPT in notebook.output(2).inner_text()
    assert notebook.complaints == []
