"""A painted subject on its way along a path."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ._ease import smooth
from ._matrix import applied, inverse

if TYPE_CHECKING:
    from ._box import Box
    from ._cutout import Cutout
    from ._matrix import Matrix
    from ._path import Path
    from ._planes import Planes


@dataclass(frozen=True, slots=True)
class Subject:
    """A cut-out that walks along its path in the frame, whatever the camera does.

    It takes part in the camera's zoom and roll about its own middle, so that it
    keeps its size among the things around it.
    """

    cutout: Cutout
    path: Path
    settling: float
    """Pixels: nearer to its old place than this it is partly still the picture."""

    def away(self, time: float, camera: Matrix) -> float:
        """Return how far, 0…1, it has left the place where the picture shows it."""
        shown = applied(inverse(camera), self._middle())
        return smooth(math.dist(self._spot(time), shown) / self.settling)

    def draw(self, time: float, camera: Matrix, out: Planes) -> Box:
        """Draw it into a frame and return the box that it touched."""
        middle, spot = np.array(self._middle()), np.array(self._spot(time))
        linear = camera[:, :2]
        place = np.column_stack([linear, middle - linear @ spot])
        return self.cutout.draw(place, self.away(time, camera), out)

    def _middle(self) -> tuple[float, float]:
        left, top, right, bottom = self.cutout.box
        return (left + right) / 2, (top + bottom) / 2

    def _spot(self, time: float) -> tuple[float, float]:
        """Return where its middle is in the frame."""
        (x, y), (right, down) = self._middle(), self.path.shift(time)
        return x + right, y + down
