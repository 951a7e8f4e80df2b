"""One moving area of the motion brush, as people write and read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class MovingArea:
    """A painted area, and the way that it goes.

        MovingArea(segmentation == 3, [(310, 240), (310, 80)])
        MovingArea((40, 60, 200, 220), path)     # a box: left, top, right, bottom

    Points are picture pixels counted from the TOP left corner, as in arrays and
    pictures. Kling counts from the bottom; `Brush.request_fields` sees to that.
    """

    mask: Any
    """True where the area is. A brush gives a bool array of the picture's size; it
    takes arrays, PIL images, anything else that is a picture, and boxes."""

    trajectory: Sequence[tuple[float, float]] = ()
    """Where the area goes, (x, y) by (x, y), from its start. More than 77 points are
    thinned to those that matter."""

    def __repr__(self) -> str:
        points = len(self.trajectory)
        return f"<MovingArea of {_named(self.mask)}, path of {points} points>"


def _named(mask: object) -> str:
    shape = getattr(mask, "shape", None)
    painted = getattr(mask, "mean", None)
    if shape is None or painted is None or len(shape) < len(("height", "width")):
        return type(mask).__name__
    return f"{shape[1]}\N{MULTIPLICATION SIGN}{shape[0]} pixels"
