"""The brush in a cell of JupyterLab: the real page, the real kernel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.animatic._probe import scenery
from tests.browser._brush_page import pixels, resize_brush
from tests.browser._brush_scene import SIZE, STROKE, swept
from tests.browser._gestures import await_drawn
from tests.browser._page import Notebook
from tests.browser._server import LAB, JupyterServer
from tests.browser._wire import Wire

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


pytestmark = pytest.mark.browser

SHOW = """import numpy as np, ipywidgets, kling_widgets as kling
brush = kling.Brush("scene.png")
said = ipywidgets.Label("nothing yet")
brush.on_change(lambda: setattr(said, "value", "painted"))
display(ipywidgets.Box([brush], layout={"width": "400px"}), said)"""
SAVE = 'np.save("mask.npy", brush.static_mask)'
FILL = """mask = np.zeros_like(brush.static_mask)
mask[40:120, 250:350] = True
brush.static_mask = mask"""
CUSTOM = re.compile(rb'"method": ?"custom"')
"""What the brush and its Python half say to each other is such a message."""
COVERED = """(canvas) =>
  canvas.getContext("2d").getImageData(300, 80, 1, 1).data[3] > 0"""
STROKE_BYTES = 3_000
"""A stroke's weight on the wire with Jupyter's own envelope, at most."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A brush on a picture, in a notebook's first cell."""

    notebook: Notebook
    folder: Path

    @property
    def output(self) -> Locator:
        return self.notebook.output(0)

    @property
    def canvas(self) -> Locator:
        return self.output.get_by_role("application")

    def stroke(self, places: list[tuple[float, float]]) -> list[tuple[float, float]]:
        """Drag the mouse over whole pixels of the page; returns the picture's places."""
        self.canvas.scroll_into_view_if_needed()
        box = self.canvas.bounding_box()
        assert box
        assert (box["width"], box["height"]) == SIZE
        mouse, corner = self.notebook.page.mouse, (box["x"], box["y"])
        spots = [(round(corner[0] + x), round(corner[1] + y)) for x, y in places]
        mouse.move(*spots[0])
        mouse.down()
        for spot in spots[1:]:
            mouse.move(*spot)
        mouse.up()
        return [(x - corner[0], y - corner[1]) for x, y in spots]

    def saved_mask(self) -> NDArray[np.bool_]:
        """The frozen area as the kernel has it."""
        self.notebook.run(1)
        mask: NDArray[np.bool_] = np.load(self.folder / "mask.npy")
        return mask

    def shown(self) -> NDArray[np.bool_]:
        """Which pixels of the picture the page covers."""
        width, height, data = pixels(self.canvas)
        return np.frombuffer(data, np.uint8).reshape(height, width, 4)[..., 3] > 0


@pytest.fixture
def cell(page: Page, server: JupyterServer) -> Cell:
    """A pixel of the page for each of the picture's, and a brush of 24 pixels."""
    scenery(*SIZE).save(server.root / "scene.png")
    server.write_notebook("brush.ipynb", SHOW, SAVE, FILL)
    notebook = Notebook(page, server, "brush.ipynb").open()
    notebook.run(0)
    await_drawn(notebook.output(0).locator(".kling-brush canvas").first)
    resize_brush(notebook.output(0), SIZE, 24)
    return Cell(notebook, server.root)


@pytest.mark.parametrize("application", [LAB], ids=["lab"], indirect=True)
def test_a_stroke_arrives_and_an_array_is_shown(cell: Cell) -> None:
    """To the pixel both ways, light on the wire, not echoed; keys stay the brush's."""
    wire = Wire(cell.notebook.page)
    cell.output.get_by_role("button", name="Frozen area").click()

    passed = cell.stroke(STROKE)
    cell.notebook.page.keyboard.press("a")  # JupyterLab's own, for one more cell
    # A message of a widget does not wait for a cell, nor a cell for it.
    expect(cell.output.get_by_text("painted", exact=True)).to_be_visible()
    painted = cell.saved_mask()
    sent = [frame for frame in wire.sent if CUSTOM.search(frame)]
    told = [frame for frame in wire.received if CUSTOM.search(frame)]
    cell.notebook.run(2)
    cell.notebook.page.mouse.move(5, 5)  # away, so that no ring is drawn
    cell.notebook.page.wait_for_function(COVERED, arg=cell.canvas.element_handle())

    expect(cell.notebook.page.locator(".jp-Notebook .jp-Cell")).to_have_count(3)
    assert np.array_equal(painted, swept(passed, 24))
    assert len(sent) == 1
    assert len(sent[0]) < STROKE_BYTES
    assert told == []
    assert cell.shown()[40:120, 250:350].all()
    assert not cell.shown()[painted & (np.arange(SIZE[0]) < 240)].any()
    assert cell.notebook.complaints == []
    assert cell.notebook.outsiders == []
