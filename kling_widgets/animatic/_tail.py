"""The tail picture, and the way the clip arrives at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from ._ease import smooth
from ._matrix import compose, scaling
from ._planes import Planes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._canvas import Canvas
    from ._matrix import Matrix

_DISSOLVE = (0.25, 1.0)
"""When a tail begins and ends to show through, of the clip's time."""
_HANDOVER = (0.35, 0.75)
"""The same where picture and tail lie over each other: sooner done, sharper."""
_SMALL = 8
"""Frame pixels per sample of the map that says which picture shows where."""
_BORDER = 0.06
"""Of the frame's shorter side: how softly a picture ends inside the other."""
_TRACE = 1e-3
"""Where the picture has nothing to show, the tail does from the start."""


@dataclass(frozen=True, slots=True)
class Tail:
    """A picture under the same camera, which it meets at the end of the move."""

    canvas: Canvas
    unmove: Matrix
    """Undoes the camera's last view: at the end the tail fills the frame."""
    same_scene: bool
    """Whether it shows what the picture shows, from the end of the camera's way."""

    def shares(self, time: float, camera: Matrix, size: tuple[int, int]) -> Image.Image:
        """Map, on a small picture, how much of the tail shows where: black to white.

        Two views of one scene complete each other: where only one of them has
        anything to show, it shows alone. Others dissolve everywhere alike.
        """
        begin, end = _HANDOVER if self.same_scene else _DISSOLVE
        amount = smooth((time - begin) / (end - begin))
        small = (-(-size[0] // _SMALL), -(-size[1] // _SMALL))
        if not self.same_scene:
            return Image.new("L", small, round(255 * amount))
        view = compose(self.unmove, camera)
        theirs = max(amount, _TRACE) * _extent(view, size, small)
        ours = (1 - amount) * _extent(camera, size, small)
        share = 255 * theirs / np.maximum(theirs + ours, _TRACE**2)
        return Image.fromarray(share.round().astype(np.uint8))

    def draw(self, camera: Matrix, out: Planes) -> None:
        """Draw the tail alone."""
        self.canvas.draw(compose(self.unmove, camera), out)

    def mix(self, shares: Image.Image, camera: Matrix, out: Planes) -> None:
        """Let the tail show through a frame."""
        drawn = Planes.like(out)
        self.draw(camera, drawn)
        for plane, over in zip(out, drawn, strict=True):
            under = Image.fromarray(plane)
            share = shares.resize(under.size, Image.Resampling.BILINEAR)
            under.paste(Image.fromarray(over), (0, 0), share)
            plane[:] = np.asarray(under)


def _extent(
    matrix: Matrix, size: tuple[int, int], small: tuple[int, int]
) -> NDArray[np.float64]:
    """Map where a picture of the frame's size lies in a view, 0…1."""
    across, along = (large / little for large, little in zip(size, small, strict=True))
    samples = compose(matrix, scaling(across, along))
    y, x = np.mgrid[0 : small[1], 0 : small[0]] + 0.5
    column, row = (line[0] * x + line[1] * y + line[2] for line in samples)
    inner = np.minimum(
        np.minimum(column, size[0] - column), np.minimum(row, size[1] - row)
    )
    inside: NDArray[np.float64] = (inner / (_BORDER * min(size))).clip(0, 1)
    return inside
