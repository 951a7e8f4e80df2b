"""What was behind a subject: a hole filled with pieces of its surroundings.

The filling is planned on a small sketch, which takes a tenth of a second, and then
replayed on the full picture, so that every filled pixel is a real one from nearby.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from PIL import Image, ImageFilter

from ._box import Box, whole
from ._seams import tone_correction
from ._sketch import SIDE, Sketch, whole_patches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._planes import Plane

_SKETCH = 220
"""Cells along the longer side of the sketch, at most."""
_HOLE = 3000
"""Cells in the hole, at most: the time goes with their number."""
_SURROUNDINGS = 0.8
"""How far around the hole pieces are looked for, in sizes of the hole."""
_BAND = 0.12
"""Pieces come from about the same height: skies stay above and floors below."""
_SURPRISE = 0.08
"""What new colours in a patch cost, against unlike ones in its known part."""
_FEW = 30
_ACROSS, _ALONG = 0.15, 0.6
"""What a cell of distance costs, against squared differences of colour."""


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Every whole patch of a sketch, as rows of numbers sorted by height."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    table: NDArray[np.float32]
    """The squares of a patch's colours, then the colours."""
    band: int

    @classmethod
    def of(cls, sketch: Sketch) -> Self:
        rows, columns = whole_patches(sketch)
        windows = sliding_window_view(sketch.colours, (SIDE, SIDE), axis=(0, 1))
        numbers = windows.transpose(0, 1, 3, 4, 2)[rows, columns]
        numbers = numbers.reshape(len(rows), SIDE * SIDE * 3)
        band = max(4, int(len(sketch.offsets) * _BAND))
        return cls(rows, columns, np.hstack([numbers * numbers, numbers]), band)

    def nearest(self, sketch: Sketch, row: int, column: int) -> tuple[int, int]:
        """Return the patch most like what is known of the one at row and column."""
        here = (slice(row, row + SIDE), slice(column, column + SIDE))
        known = np.repeat((sketch.inside & ~sketch.unknown)[here].ravel(), 3)
        colours = sketch.colours[here].reshape(-1, 3)
        usual = np.tile(colours[known[::3]].mean(0), SIDE * SIDE)
        weight = np.where(known, np.float32(1), np.float32(_SURPRISE))
        wanted = np.where(known, colours.ravel(), usual) * weight
        some = self._level_with(row)
        question = np.concatenate([weight, -2 * wanted])
        # not "@": on a busy machine the threads of a BLAS wait for each other
        unlike = np.einsum("ij,j->i", self.table[some], question)
        unlike /= max(float(weight.sum()), 1.0)
        unlike += _ACROSS * np.abs(self.columns[some] - column)
        unlike += _ALONG * np.abs(self.rows[some] - row)
        best = some.start + int(unlike.argmin())
        return int(self.rows[best]), int(self.columns[best])

    def _level_with(self, row: int) -> slice:
        first, last = np.searchsorted(self.rows, (row - self.band, row + self.band + 1))
        few = last - first < _FEW
        return slice(0, len(self.rows)) if few else slice(int(first), int(last))


def fill(picture: Plane, hole: NDArray[np.bool_], unknown: NDArray[np.bool_]) -> Plane:
    """Return an RGB picture with its hole filled from the surroundings.

    Args:
        picture: Height, width and three colours.
        hole: What to fill.
        unknown: The hole, and whatever else must not be copied from.
    """
    if not hole.any():
        return picture
    filled = picture.copy()
    here = _surroundings(hole).slices()
    filled[here] = _filled(picture[here], hole[here], unknown[here])
    return filled


def _surroundings(hole: NDArray[np.bool_]) -> Box:
    rows, columns = (np.flatnonzero(hole.any(axis)) for axis in (1, 0))
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    left, right = int(columns[0]), int(columns[-1]) + 1
    room = int(_SURROUNDINGS * max(right - left, bottom - top)) + 16
    box = Box(left, top, right, bottom).grown(room)
    return box.common(whole((hole.shape[1], hole.shape[0])))


def _filled(
    picture: Plane, hole: NDArray[np.bool_], unknown: NDArray[np.bool_]
) -> Plane:
    cell = math.ceil(max(max(hole.shape) / _SKETCH, math.sqrt(unknown.sum() / _HOLE)))
    if min(hole.shape) < SIDE * cell:
        return _fog(picture, hole, unknown)
    sketch = Sketch.of(picture, unknown, cell)
    pieces = _Pieces.of(sketch)
    if len(pieces.rows) < _FEW:
        return _fog(picture, hole, unknown)
    while sketch.left:
        row, column, trust = sketch.next_place()
        sketch.lay(row, column, pieces.nearest(sketch, row, column), trust)
    places = np.stack(np.nonzero(hole))
    filled = picture.copy()
    filled[hole] = _replayed(picture, places, unknown, (sketch.offsets, cell))
    return _toned(filled, hole, tone_correction(sketch), cell)


def _replayed(
    picture: Plane,
    places: NDArray[np.intp],
    unknown: NDArray[np.bool_],
    plan: tuple[NDArray[np.int32], int],
) -> NDArray[np.uint8]:
    """Copy full pixels along a sketch's offsets, blended where these change."""
    half = plan[1] // 2
    jitters = [(0, 0), (half, half), (-half, -half), (half, -half), (-half, half)]
    plain = _sources(places, plan, (0, 0))
    total = np.zeros((places.shape[1], 3), np.uint16)
    for jitter in jitters:
        source = _sources(places, plan, jitter)
        source = source.clip(0, np.array(unknown.shape)[:, None] - 1)
        source = np.where(unknown[source[0], source[1]], plain, source)
        total += picture[source[0], source[1]]
    return (total // len(jitters)).astype(np.uint8)


def _sources(
    places: NDArray[np.intp],
    plan: tuple[NDArray[np.int32], int],
    jitter: tuple[int, int],
) -> NDArray[np.intp]:
    """Return where each place's colour comes from, asked a jitter away."""
    offsets, cell = plan
    last = np.array(offsets.shape[:2])[:, None] - 1
    row, column = ((places + np.array(jitter)[:, None]) // cell).clip(0, last)
    moved: NDArray[np.intp] = places + offsets[row, column].T * cell
    return moved


def _toned(
    filled: Plane, hole: NDArray[np.bool_], correction: NDArray[np.float32], cell: int
) -> Plane:
    """Add a sketch's correction, smoothly enlarged, to the hole's pixels."""
    height, width = hole.shape
    full = [np.asarray(_enlarged(correction[..., band], cell)) for band in range(3)]
    over = ((0, height - full[0].shape[0]), (0, width - full[0].shape[1]), (0, 0))
    change = np.pad(np.stack(full, -1), over, "edge")[hole]
    filled[hole] = (filled[hole] + change).round().clip(0, 255).astype(np.uint8)
    return filled


def _enlarged(band: NDArray[np.float32], cell: int) -> Image.Image:
    height, width = band.shape
    size = (width * cell, height * cell)
    return Image.fromarray(band).resize(size, Image.Resampling.BILINEAR)


def _fog(picture: Plane, hole: NDArray[np.bool_], unknown: NDArray[np.bool_]) -> Plane:
    """Spread what is known softly over a hole that leaves too little to copy."""
    clear = Image.fromarray(picture)
    radius = max(hole.shape) / 8
    blur = ImageFilter.GaussianBlur(radius)
    known = Image.fromarray((~unknown).astype(np.uint8) * np.uint8(255))
    weight = np.asarray(known.filter(blur), np.float32)[..., None]
    dark = Image.composite(clear, Image.new("RGB", clear.size), known).filter(blur)
    everywhere = np.asarray(clear.filter(blur), np.float32)
    # each pixel leans on what is known near it, and on everything where nothing is
    mixed = (np.asarray(dark, np.float32) * 255 + everywhere) / (weight + 1)
    return np.where(hole[..., None], mixed.clip(0, 255).astype(np.uint8), picture)
