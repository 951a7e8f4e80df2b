"""What the brush's tests paint, and what ought to come of it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tests.browser._brush_page import BrushPage

    Mask = NDArray[np.bool_]
    Place = tuple[float, float]

SIZE = (400, 300)
STROKE = [(60.0, 80.0), (150.0, 60.0), (220.0, 170.0), (100.0, 200.0)]


def swept(places: list[Place], diameter: float) -> Mask:
    """Every pixel whose middle a round brush passes: the test's own arithmetic."""
    y, x = np.mgrid[: SIZE[1], : SIZE[0]] + 0.5
    painted = np.zeros(SIZE[::-1], np.bool_)
    for (ax, ay), (bx, by) in pairwise(places):
        dx, dy = bx - ax, by - ay
        part = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)
        along = np.clip(part, 0, 1)
        painted |= np.hypot(x - ax - along * dx, y - ay - along * dy) <= diameter / 2
    return painted


def first_mask(brush: BrushPage) -> Mask:
    """What Python has of area 1."""
    (area,) = brush.brush.dynamic_masks
    return np.asarray(area.mask)


def shown_alpha(brush: BrushPage) -> NDArray[np.uint8]:
    """How strongly the page covers each pixel of the picture."""
    brush.page.mouse.move(630, 590)  # away, so that no ring is drawn
    brush.settle()
    width, height, data = brush.pixels()
    assert (width, height) == SIZE
    return np.frombuffer(data, np.uint8).reshape(height, width, 4)[..., 3]


def distance(place: Place, line: list[Place]) -> float:
    """How far a place is from a line of several parts."""
    away = []
    for (ax, ay), (bx, by) in pairwise(line):
        dx, dy = bx - ax, by - ay
        x, y = place[0] - ax, place[1] - ay
        part = min(1, max(0, (x * dx + y * dy) / (dx * dx + dy * dy)))
        away.append(float(np.hypot(x - part * dx, y - part * dy)))
    return min(away)
