"""The brush's views in Chromium: zoomed, shown twice, filled from Python, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from kling_widgets import Brush, MovingArea
from tests.browser._brush_page import BrushPage
from tests.browser._brush_scene import SIZE, STROKE, first_mask, shown_alpha, swept
from tests.browser._gestures import await_drawn, seen
from tests.browser._slow_decoder import DELAY
from tests.widgets.conftest import png

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("recording_comms")]

LARGE_BYTES = 20_000
"""A stroke on four megapixels, on the wire, at most."""


def test_zoomed_in_a_stroke_lands_where_it_is_seen(brush: BrushPage) -> None:
    """Three times as large and moved, the mask is still of picture pixels."""
    brush.press("Zoom in", "Zoom in", "Move")
    brush.drag((200, 150), (230, 165))
    brush.press("Brush", "Frozen area")
    brush.drag((100, 100), (300, 200))

    covered = shown_alpha(brush) > 0
    rows, columns = np.nonzero(brush.brush.static_mask)
    scale, left, top = 2.25, 200 - 200 * 2.25 + 30, 150 - 150 * 2.25 + 15
    start, end = (
        ((x - left) / scale, (y - top) / scale) for x, y in ((100, 100), (300, 200))
    )
    assert np.array_equal(brush.brush.static_mask, swept([start, end], 24))
    middle = columns.mean() * scale + left, rows.mean() * scale + top
    assert middle == pytest.approx((200, 150), abs=1.5)
    assert covered[150, 200]


def test_two_fingers_zoom_and_paint_nothing(brush: BrushPage) -> None:
    """A pinch takes the first finger's stroke back."""
    brush.touch("Start", (180, 150))
    brush.touch("Start", (180, 150), (220, 150))
    for apart in (30, 60, 90):
        brush.touch("Move", (200 - apart, 150), (200 + apart, 150))
    brush.touch("End")
    brush.settle()
    assert brush.brush.dynamic_masks == ()

    brush.press("Frozen area")
    brush.drag((100, 150), (101, 150))
    columns = np.nonzero(brush.brush.static_mask)[1]
    assert columns.mean() == pytest.approx(200 - 100 / 4.5, abs=1)
    brush.press("Undo", "Whole picture")
    brush.drag((100, 150), (101, 150))
    columns = np.nonzero(brush.brush.static_mask)[1]
    assert columns.mean() == pytest.approx(100, abs=1)


def test_the_wheel_zooms_with_ctrl_only(brush: BrushPage) -> None:
    """Without it the page scrolls, as everywhere."""
    brush.page.mouse.move(*brush.to_client((0, 0)))
    prevented = """(canvas) => [false, true].map((ctrlKey) => {
      const event = new WheelEvent("wheel", {deltaY: -100, ctrlKey, cancelable: true});
      canvas.dispatchEvent(event);
      return event.defaultPrevented;
    })"""

    assert brush.canvas.evaluate(prevented) == [False, True]


def test_what_python_sets_is_shown(brush: BrushPage) -> None:
    """An array, then a moving area; both can be undone on the page."""
    frozen = np.zeros(SIZE[::-1], np.bool_)
    frozen[100:200, 50:150] = True
    brush.brush.static_mask = frozen
    brush.settle()
    covered = shown_alpha(brush) > 0
    assert covered[frozen].all()
    assert covered.sum() <= frozen.sum() + 201

    brush.brush.dynamic_masks = [
        MovingArea((200, 50, 300, 150), [(250, 100), (250, 250)])
    ]
    brush.settle()
    assert brush.status == "Frozen 8 % · Area 1: 8 %, path 2 points"
    brush.press("Undo", "Undo")
    brush.settle()
    assert brush.status == "Nothing painted yet"
    assert brush.brush.dynamic_masks == ()
    assert not brush.brush.static_mask.any()


def test_shown_twice_it_is_one_painting(brush: BrushPage) -> None:
    """Another cell's view has it at once, and a stroke in one shows in both."""
    brush.drag(*STROKE)
    brush.show(f"{SIZE[0]}px")
    second = brush.page.locator(".kling-brush").nth(1)

    expect(second.get_by_role("status").first).to_have_text(brush.status)
    brush.press("Clear all")
    expect(second.get_by_role("status").first).to_have_text("Nothing painted yet")


def test_a_new_page_gets_the_painting(brush: BrushPage, page: Page) -> None:
    """The painting lives in the kernel: a reloaded page shows it again."""
    brush.drag(*STROKE)
    mask, status = first_mask(brush), brush.status

    brush.close()
    page.evaluate("() => document.body.replaceChildren()")
    again = BrushPage(page, brush.brush, width="400px")

    assert again.status == status
    again.resize_brush(24)
    again.drag((300, 40), (360, 250))
    assert np.array_equal(first_mask(again), mask | swept([(300, 40), (360, 250)], 24))


def test_without_a_picture_it_says_so(page: Page) -> None:
    """A sentence, no tools; then a picture comes from Python."""
    brush = BrushPage(page, Brush())
    assert brush.status == "Choose a picture first."
    expect(brush.canvas).to_be_hidden()

    brush.brush.image = png(*SIZE)
    brush.settle()

    expect(brush.canvas).to_be_visible()
    assert brush.status == "Nothing painted yet"
    assert brush.complaints == []


def test_a_large_picture_is_painted_in_its_own_pixels(page: Page) -> None:
    """A picture of four megapixels on a small stage: the mask has its size."""
    brush = BrushPage(page, Brush(Image.new("RGB", (2400, 1600))), width="600px")
    sent = len(brush.sent)
    brush.drag((600, 400), (1800, 1200))

    assert first_mask(brush).shape == (1600, 2400)
    assert first_mask(brush)[800, 1200]
    assert brush.sent[sent].size < LARGE_BYTES


def test_nothing_is_left_of_a_closed_view(brush: BrushPage) -> None:
    """No listener and no element; a stroke under way is kept."""
    brush.page.mouse.move(*brush.to_client((100, 100)))
    brush.page.mouse.down()
    brush.page.mouse.move(*brush.to_client((200, 100)))

    left = brush.close()
    brush.page.mouse.up()
    brush.settle()

    assert left == 0
    expect(brush.page.locator(".kling-brush")).to_have_count(0)
    assert np.array_equal(first_mask(brush), swept([(100, 100), (200, 100)], 24))


def test_an_old_picture_is_never_stretched(brush: BrushPage) -> None:
    """While a new one is decoded its place is empty; then it is there."""
    back = brush.root.locator("canvas").first
    brush.page.evaluate(DELAY)

    brush.brush.image = png(300, 400)
    brush.settle()
    during = seen(back).getextrema()
    brush.page.evaluate("go_on()")

    assert during == ((0, 0),) * 3
    await_drawn(back)
