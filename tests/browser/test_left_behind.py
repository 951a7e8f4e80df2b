"""What a closed panel leaves behind in JupyterLab: nothing that listens."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.animatic._probe import scenery
from tests.browser._brush_scene import SIZE
from tests.browser._gestures import await_drawn
from tests.browser._page import Notebook
from tests.browser._server import LAB, JupyterServer

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = pytest.mark.browser

SHOW = """import kling_widgets as kling
studio = kling.Studio(image="scene.png", prompt="slow zoom in")
brush = kling.Brush("scene.png")
display(studio, brush)"""
CLOSE = """studio.close()
brush.close()
print("closed")"""
OWNERS = ("window", "document", "document.body")
"""What outlives every view, so that a listener there would, too."""


def listeners(page: Page) -> Counter[tuple[str, str]]:
    """Count who listens at the page itself, for what."""
    devtools = page.context.new_cdp_session(page)
    found: Counter[tuple[str, str]] = Counter()
    for owner in OWNERS:
        value = devtools.send("Runtime.evaluate", {"expression": owner})["result"]
        answer = devtools.send(
            "DOMDebugger.getEventListeners", {"objectId": value["objectId"]}
        )
        found.update((owner, each["type"]) for each in answer["listeners"])
    devtools.detach()
    return found


def use(notebook: Notebook) -> None:
    """Show panel and brush, paint a stroke, and close both."""
    notebook.run(0)
    paint(notebook.page, notebook.output(0).locator(".kling-brush").last)
    notebook.run(1)
    expect(notebook.output(1)).to_contain_text("closed")
    expect(notebook.output(0).locator(".kling-brush, .kling-picker")).to_have_count(0)


def paint(page: Page, brush: Locator) -> None:
    await_drawn(brush.locator("canvas").first)
    brush.get_by_role("button", name="Frozen area").click()
    brush.get_by_role("application").scroll_into_view_if_needed()
    box = brush.get_by_role("application").bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.up()


@pytest.mark.parametrize("application", [LAB], ids=["lab"], indirect=True)
def test_nobody_listens_to_a_closed_panel(page: Page, server: JupyterServer) -> None:
    """Shown, painted on and closed once more, it adds no listener to the page."""
    scenery(*SIZE).save(server.root / "scene.png")
    server.write_notebook("panel.ipynb", SHOW, CLOSE)
    notebook = Notebook(page, server, "panel.ipynb").open()
    use(notebook)  # JupyterLab adds its own when a cell is first run
    before = listeners(page)

    use(notebook)

    assert listeners(page) - before == Counter()
    assert notebook.complaints == []
    assert notebook.outsiders == []
