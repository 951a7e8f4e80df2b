"""A painted area that stays in its place in the frame, to the pixel."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ._box import whole
from ._ease import smooth
from ._matrix import applied, inverse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ._box import Box
    from ._cutout import Cutout
    from ._matrix import Matrix
    from ._planes import Planes


@dataclass(frozen=True, slots=True)
class Frozen:
    """A cut-out that is put back wherever anything was drawn over it."""

    cutout: Cutout
    settling: float
    """Pixels: with less motion than this behind it, that is still the picture."""

    def away(self, camera: Matrix) -> float:
        """Return how far, 0…1, the picture behind has moved from under it."""
        back = inverse(camera)
        left, top, right, bottom = self.cutout.box
        corners = ((left, top), (right, top), (left, bottom), (right, bottom))
        farthest = max(math.dist(corner, applied(back, corner)) for corner in corners)
        return smooth(farthest / self.settling)

    def draw(self, camera: Matrix, touched: Sequence[Box], out: Planes) -> None:
        """Put the area back in the boxes of a frame that were drawn over."""
        away = self.away(camera)
        for box in [whole(out.size)] if away else touched:
            self.cutout.restore(box.common(whole(out.size)), away, out)
