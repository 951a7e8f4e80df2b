"""The brush's script in Chromium, joined to its Python half without Jupyter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser._brush_scene import (
    SIZE,
    STROKE,
    distance,
    first_mask,
    shown_alpha,
    swept,
)

if TYPE_CHECKING:
    from tests.browser._brush_page import BrushPage

pytestmark = pytest.mark.browser

LOOP = [(80.0, 60.0), (240.0, 60.0), (240.0, 200.0), (80.0, 200.0), (80.0, 60.0)]
WAY = [(100.0, 100.0), (200.0, 50.0), (300.0, 200.0)]
STROKE_BYTES = 2_000
"""A stroke's weight on the wire, at most; its picture has 120,000 pixels."""


@pytest.mark.parametrize("by", ["mouse", "touch", "pen"])
def test_a_stroke_paints_the_same_by_every_hand(brush: BrushPage, by: str) -> None:
    """Python's mask is to the pixel what the brush has passed."""
    brush.drag(*STROKE, by=by)

    assert np.array_equal(first_mask(brush), swept(STROKE, 24))


def test_the_page_shows_what_python_has(brush: BrushPage) -> None:
    """Each painted pixel is covered, and no other, but for the line around them."""
    brush.press("Frozen area")
    brush.drag(*STROKE)

    covered = shown_alpha(brush) > 0
    mask = brush.brush.static_mask
    around = mask.copy()
    around[1:] |= mask[:-1]
    around[:, 1:] |= mask[:, :-1]
    assert mask.any()
    assert covered[mask].all()
    assert not (covered & ~around).any()


def test_a_light_hand_paints_thinner(brush: BrushPage) -> None:
    """A pen at a fifth of its force has two fifths of the brush."""
    brush.drag(*STROKE, by="pen", force=0.2)

    seen = first_mask(brush).sum()
    assert abs(int(seen) - int(swept(STROKE, 24 * 0.4).sum())) < 0.02 * seen


def test_a_stroke_is_light_on_the_wire(brush: BrushPage) -> None:
    """One small message goes out, and Python says nothing back."""
    sent, told = len(brush.sent), len(brush.told)

    brush.drag(*STROKE)

    (edit,) = brush.sent[sent:]
    assert edit.content["kind"] == "edit"
    assert edit.size < STROKE_BYTES
    assert brush.told[told:] == []


def test_undo_and_redo(brush: BrushPage) -> None:
    """Steps go back one by one and forth again, by button and by key."""
    brush.drag(*STROKE)
    one = first_mask(brush)
    brush.drag((300, 40), (360, 250))
    two = first_mask(brush)

    brush.press("Undo")
    brush.settle()
    assert np.array_equal(first_mask(brush), one)
    brush.page.keyboard.press("Control+z")
    brush.settle()
    assert brush.brush.dynamic_masks == ()
    brush.press("Redo")
    brush.page.keyboard.press("Control+Shift+z")
    brush.settle()
    assert np.array_equal(first_mask(brush), two)
    expect(brush.button("Redo")).to_have_attribute("aria-disabled", "true")


def test_a_pixel_belongs_to_the_area_painted_last(brush: BrushPage) -> None:
    """Two areas that cross share nothing."""
    brush.drag((50, 150), (350, 150))
    brush.press("Area 2")
    brush.drag((200, 50), (200, 250))

    one, two = (area.mask for area in brush.brush.dynamic_masks)
    assert np.array_equal(two, swept([(200, 50), (200, 250)], 24))
    assert np.array_equal(one, swept([(50, 150), (350, 150)], 24) & ~two)
    assert brush.status == "Area 1: 6 %, no path yet · Area 2: 4 %, no path yet"


def test_the_eraser_rubs_out(brush: BrushPage) -> None:
    """What it passes is gone, in any area."""
    brush.drag((50, 150), (350, 150))
    brush.press("Eraser")
    brush.drag((200, 50), (200, 250))

    left = swept([(50, 150), (350, 150)], 24) & ~swept([(200, 50), (200, 250)], 24)
    assert np.array_equal(first_mask(brush), left)


def test_an_outline_is_filled(brush: BrushPage) -> None:
    """A click inside it paints all that it encloses."""
    brush.drag(*LOOP)
    brush.press("Fill")
    brush.click((160, 130))

    inside = np.zeros(SIZE[::-1], np.bool_)
    inside[60:200, 80:240] = True
    assert np.array_equal(first_mask(brush), swept(LOOP, 24) | inside)


def test_clear_takes_an_area_and_its_path(brush: BrushPage) -> None:
    """Of the chosen area; undo brings both back."""
    brush.drag(*STROKE)
    brush.press("Path")
    brush.drag(*WAY)
    (before,) = brush.brush.dynamic_masks

    brush.press("Clear area")
    brush.settle()
    assert brush.status == "Nothing painted yet"
    brush.press("Undo")
    brush.settle()
    (after,) = brush.brush.dynamic_masks
    assert np.array_equal(after.mask, before.mask)
    assert after.trajectory == before.trajectory


def test_a_path_is_dragged(brush: BrushPage) -> None:
    """Its bends stay, and what lies on a line between them is left out."""
    brush.press("Path")
    middle = [(150.0, 75.0), (225.0, 87.0)]
    brush.drag(WAY[0], middle[0], WAY[1], middle[1], WAY[2])

    (area,) = brush.brush.dynamic_masks
    assert len(area.trajectory) <= 4
    assert {(100, 100), (200, 50), (300, 200)} <= set(area.trajectory)
    line = [(x + 0.5, y + 0.5) for x, y in area.trajectory]
    assert all(distance(place, line) <= 1.5 for place in middle)


def test_a_long_path_is_thinned(brush: BrushPage) -> None:
    """Of 150 points at most 77 stay, and the line still passes them all."""
    brush.press("Path")
    angles = np.linspace(0, 6 * np.pi, 150)
    spiral = [
        (float(200 + a * 6 * np.cos(a)), float(150 + a * 6 * np.sin(a))) for a in angles
    ]
    brush.drag(*spiral)

    (area,) = brush.brush.dynamic_masks
    assert 10 < len(area.trajectory) <= 77
    line = [(x + 0.5, y + 0.5) for x, y in area.trajectory]
    assert max(distance(place, line) for place in spiral) < 2.5


def test_points_are_moved_added_and_removed(brush: BrushPage) -> None:
    """A drag on a point moves it, a click on the line or beyond it adds one."""
    brush.press("Path")
    brush.drag((100, 100), (200, 100))
    brush.drag((200, 100), (250, 160))
    assert brush.brush.dynamic_masks[0].trajectory == ((100, 100), (250, 160))
    brush.click((175, 130))
    brush.click((350, 250))
    points = ((100, 100), (175, 130), (250, 160), (350, 250))
    assert brush.brush.dynamic_masks[0].trajectory == points

    brush.click((250, 160))
    brush.page.keyboard.press("Delete")
    brush.settle()

    left = (*points[:2], points[3])
    assert brush.brush.dynamic_masks[0].trajectory == left


def test_the_keyboard_paints_and_draws_a_path(brush: BrushPage) -> None:
    """Enter starts and ends a stroke, arrows move, letters and digits choose."""
    keys = brush.page.keyboard
    brush.canvas.focus()
    keys.press("2")
    for key in ("Enter", *["ArrowRight"] * 5, "Enter"):
        keys.press(key)
    keys.press("p")
    for key in (" ", *["ArrowUp"] * 6, " "):
        keys.press(key)
    brush.settle()

    (area,) = brush.brush.dynamic_masks
    assert np.array_equal(area.mask, swept([(200.5, 150.5), (240.5, 150.5)], 24))
    assert area.trajectory == ((240, 150), (240, 102))
    expect(brush.root.get_by_text("x 240, y 102")).to_be_visible()


def test_escape_gives_a_stroke_up(brush: BrushPage) -> None:
    """Nothing is painted, and nothing sent."""
    brush.canvas.focus()
    for key in ("Enter", "ArrowRight", "Escape"):
        brush.page.keyboard.press(key)
    brush.settle()

    assert brush.brush.dynamic_masks == ()
    assert brush.status == "Nothing painted yet"
