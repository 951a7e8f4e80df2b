"""The harness itself, on a notebook that knows nothing of kling_widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser._page import Notebook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser._server import JupyterServer

pytestmark = pytest.mark.browser

BUTTON = """
import ipywidgets
label = ipywidgets.Label("waiting")
button = ipywidgets.Button(description="Press me")
button.on_click(lambda _: setattr(label, "value", "pressed"))
ipywidgets.VBox([button, label])
"""


def test_a_widget_works(page: Page, server: JupyterServer, tmp_path: Path) -> None:
    """A button in a cell reaches the kernel, and the answer reaches the page."""
    server.write_notebook("plain.ipynb", BUTTON)
    notebook = Notebook(page, server, "plain.ipynb").open()
    notebook.run(0)

    notebook.output(0).get_by_role("button", name="Press me").click()

    expect(notebook.output(0).get_by_text("pressed")).to_be_visible()
    notebook.screenshot(tmp_path, "plain")
    assert notebook.complaints == []
    assert notebook.outsiders == []


def test_an_output_outlives_its_kernel(page: Page, server: JupyterServer) -> None:
    """What was saved is shown again after the kernel is gone."""
    server.write_notebook("kept.ipynb", "1")
    notebook = Notebook(page, server, "kept.ipynb").open()
    added = notebook.add_cell("print('still' + ' here')")
    notebook.run(added)
    notebook.save()

    server.shut_kernels_down()
    notebook.reload()

    expect(notebook.output(added)).to_contain_text("still here")


def test_a_narrow_window_works(narrow_page: Page, server: JupyterServer) -> None:
    """Half a screen is enough to run a cell."""
    server.write_notebook("narrow.ipynb", "print(6 * 7)")
    notebook = Notebook(narrow_page, server, "narrow.ipynb").open()

    notebook.run(0)

    expect(notebook.output(0)).to_contain_text("42")
