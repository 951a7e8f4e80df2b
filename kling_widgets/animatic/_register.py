"""How the camera must have moved, if two pictures show the same scene.

The search goes from coarse to fine and from several zooms, each time improving a
shift, a zoom and a roll by Gauss and Newton's method. It works on thumbnails: a
tenth of a second for a clip that then glides from one picture into the other.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageFilter

from ._move import Move

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.float64]

_SIDES = (24, 48, 96, 160)
"""Longer sides of the thumbnails, from coarse to fine."""
_ZOOMS = (0.7, 0.85, 1.0, 1.2, 1.45)
_ROUNDS = 12
_SETTLED = 1e-5
_ALIKE = 0.85
"""Correlation from which two pictures count as the same scene."""
_LEVEL = 0.2
"""Degrees: less roll than this is a measuring error, and slow to draw."""
_OVERLAP = 0.4
"""Share of the tail that must lie within the picture."""
_LARGEST = Move(zoom=2.2, right=0.4, down=0.4, roll=25.0)


@dataclass(frozen=True, slots=True)
class _Warp:
    """From the tail's coordinates to the picture's, about the middle.

    Coordinates count in longer sides, so that all sizes of thumbnail agree.
    """

    scale: float
    turn: float
    right: float
    down: float

    @property
    def size(self) -> float:
        """The square of the scaling."""
        return self.scale**2 + self.turn**2

    def of(self, x: Grey, y: Grey) -> tuple[Grey, Grey]:
        """Return where points lie in the picture."""
        return (
            self.scale * x - self.turn * y + self.right,
            self.turn * x + self.scale * y + self.down,
        )

    def move(self, size: tuple[int, int]) -> Move:
        """Return what the camera does between pictures of this size."""
        roll = math.degrees(math.atan2(self.turn, self.scale))
        return Move(
            zoom=self.size**-0.5,
            right=self.right * max(size) / size[0],
            down=self.down * max(size) / size[1],
            roll=roll if abs(roll) > _LEVEL else 0.0,
        )


def find_move(picture: Image.Image, tail: Image.Image) -> Move | None:
    """Return the camera move from a picture to a tail of its ratio, if there is one."""
    sizes = [_thumbnail_size(tail.size, side) for side in _SIDES]
    pairs = [(_thumbnail(picture, size), _thumbnail(tail, size)) for size in sizes]
    starts = [_Warp(1 / zoom, 0.0, 0.0, 0.0) for zoom in _ZOOMS]
    rough = [_refined(*pairs[0], start) for start in starts]
    best = max(rough, key=lambda warp: _likeness(*pairs[0], warp))
    for pair in pairs[1:]:
        best = _refined(*pair, best)
    if _likeness(*pairs[-1], best) < _ALIKE:
        return None
    move = best.move(tail.size)
    return move if _is_plausible(move) else None


def _thumbnail_size(size: tuple[int, int], side: int) -> tuple[int, int]:
    """Return one size for both pictures: their ratios differ by a rounded pixel."""
    width, height = (max(8, round(length * side / max(size))) for length in size)
    return width, height


def _thumbnail(picture: Image.Image, size: tuple[int, int]) -> Grey:
    small = picture.convert("L").resize(size, Image.Resampling.BOX)
    return np.asarray(small.filter(ImageFilter.GaussianBlur(0.7)), float)


def _coordinates(shape: tuple[int, ...]) -> tuple[Grey, Grey]:
    height, width = shape
    y, x = np.mgrid[0:height, 0:width]
    unit = max(shape)
    return (x - (width - 1) / 2) / unit, (y - (height - 1) / 2) / unit


def _sampled(grey: Grey, warp: _Warp) -> tuple[Grey, NDArray[np.bool_]]:
    """Return a picture seen through a warp, and where there is any."""
    height, width = grey.shape
    x, y = warp.of(*_coordinates(grey.shape))
    column = x * max(grey.shape) + (width - 1) / 2
    row = y * max(grey.shape) + (height - 1) / 2
    inside = (row >= 0) & (row <= height - 1) & (column >= 0) & (column <= width - 1)
    top, left = row.clip(0, height - 1.001), column.clip(0, width - 1.001)
    down, right = top % 1, left % 1
    i, j = top.astype(int), left.astype(int)
    upper = grey[i, j] * (1 - right) + grey[i, j + 1] * right
    lower = grey[i + 1, j] * (1 - right) + grey[i + 1, j + 1] * right
    return upper * (1 - down) + lower * down, inside


def _refined(picture: Grey, tail: Grey, warp: _Warp) -> _Warp:
    """Improve a warp until it no longer changes."""
    for _ in range(_ROUNDS):
        seen, inside = _sampled(picture, warp)
        if inside.mean() < _OVERLAP:
            break
        columns = [column[inside] for column in _effects(seen, warp)]
        change = _least_squares(np.stack(columns), (tail - seen)[inside])
        warp = _Warp(*(np.array(astuple(warp)) + change[:4]).tolist())
        if np.abs(change[:4]).max() < _SETTLED:
            break
    return warp


def _effects(seen: Grey, warp: _Warp) -> list[Grey]:
    """Return what each number of the warp, a contrast and a brightness would change."""
    x, y = _coordinates(seen.shape)
    down, across = (slope * max(seen.shape) for slope in np.gradient(seen))
    # these are slopes of what is seen: turn them back into the picture's own
    along_x = (warp.scale * across - warp.turn * down) / warp.size
    along_y = (warp.turn * across + warp.scale * down) / warp.size
    scale, turn = along_x * x + along_y * y, along_y * x - along_x * y
    return [scale, turn, along_x, along_y, seen, np.ones_like(seen)]


def _least_squares(rows: Grey, wanted: Grey) -> Grey:
    # not "@": on a busy machine the threads of a BLAS wait for each other
    square = np.einsum("ik,jk->ij", rows, rows) + np.eye(len(rows)) * 1e-9
    return np.linalg.solve(square, np.einsum("ik,k->i", rows, wanted))


def _likeness(picture: Grey, tail: Grey, warp: _Warp) -> float:
    """Return the correlation of what both show, or -1 if that is too little."""
    seen, inside = _sampled(picture, warp)
    if inside.mean() < _OVERLAP:
        return -1.0
    one, other = (grey[inside] - grey[inside].mean() for grey in (seen, tail))
    energy = float((one**2).sum() * (other**2).sum())
    return float((one * other).sum()) / math.sqrt(energy) if energy else -1.0


def _is_plausible(move: Move) -> bool:
    return (
        1 / _LARGEST.zoom < move.zoom < _LARGEST.zoom
        and abs(move.right) < _LARGEST.right
        and abs(move.down) < _LARGEST.down
        and abs(move.roll) < _LARGEST.roll
    )
