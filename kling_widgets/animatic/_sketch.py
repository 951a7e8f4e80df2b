"""A small copy of a picture, on which a hole is filled patch by patch.

The order is Criminisi's: where much is known and an edge runs into the hole, the
next patch is laid first, so that horizons and outlines are continued before the
plain areas between them close in. What is kept is where each cell came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

if TYPE_CHECKING:
    from numpy.typing import NDArray

RADIUS = 3
"""Of a patch, in cells."""
SIDE = 2 * RADIUS + 1

_PLAIN = 4.0
"""What an area without edges still counts for in the order."""


@dataclass(slots=True)
class Sketch:
    """Cells of averaged colour, with a border of `RADIUS` that is never read."""

    colours: NDArray[np.float32]
    inside: NDArray[np.bool_]
    unknown: NDArray[np.bool_]
    trust: NDArray[np.float32]
    edges: NDArray[np.float32]
    offsets: NDArray[np.int32]
    """Rows and columns from each cell to the one it was copied from."""
    left: int
    """How many cells are unknown."""

    @classmethod
    def of(cls, picture: NDArray[np.uint8], hole: NDArray[np.bool_], cell: int) -> Self:
        """Sketch a picture in square cells of some pixels."""
        height, width = (side // cell for side in hole.shape)
        tiles = picture[: height * cell, : width * cell].reshape(
            height, cell, width, cell, 3
        )
        gaps = hole[: height * cell, : width * cell].reshape(height, cell, width, cell)
        colours = tiles.mean((1, 3), dtype=np.float32) - np.float32(128)
        colours = np.pad(colours, ((RADIUS,) * 2, (RADIUS,) * 2, (0, 0)), "edge")
        unknown = np.pad(gaps.any((1, 3)), RADIUS)
        inside = np.pad(np.ones((height, width), bool), RADIUS)
        return cls(
            colours=colours,
            inside=inside,
            unknown=unknown,
            trust=(inside & ~unknown).astype(np.float32),
            edges=_edges(colours, unknown),
            offsets=np.zeros((height, width, 2), np.int32),
            left=int(unknown.sum()),
        )

    def next_place(self) -> tuple[int, int, float]:
        """Return row, column and trust of the patch to lay next."""
        rows, columns = self._shore()
        around = np.arange(SIDE)
        down, across = rows[:, None, None] + around[:, None], columns[:, None, None]
        trust = self.trust[down, across + around].mean((1, 2))
        edges = self.edges[down, across + around].max((1, 2))
        first = int(np.argmax(trust * (edges + _PLAIN)))
        return int(rows[first]), int(columns[first]), float(trust[first])

    def lay(self, row: int, column: int, source: tuple[int, int], trust: float) -> None:
        """Copy the unknown part of one patch from a source patch."""
        here = (slice(row, row + SIDE), slice(column, column + SIDE))
        there = tuple(slice(side, side + SIDE) for side in source)
        gap = self.unknown[here] & self.inside[here]
        for plane in (self.colours, self.edges):
            plane[here][gap] = plane[there][gap]
        self.trust[here][gap] = trust
        self.unknown[here][gap] = False
        rows, columns = np.nonzero(gap)
        self.offsets[rows + row - RADIUS, columns + column - RADIUS] = (
            source[0] - row,
            source[1] - column,
        )
        self.left -= len(rows)

    def _shore(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the unknown cells that touch known ones, as unpadded places."""
        known = self.inside & ~self.unknown
        near = known[:-2, 1:-1] | known[2:, 1:-1] | known[1:-1, :-2] | known[1:-1, 2:]
        rows, columns = np.nonzero(self.unknown[1:-1, 1:-1] & near)
        return rows + 1 - RADIUS, columns + 1 - RADIUS


def whole_patches(sketch: Sketch) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the corners of all patches that are wholly known."""
    usable = sketch.inside & ~sketch.unknown
    rows, columns = np.nonzero(sliding_window_view(usable, (SIDE, SIDE)).all((2, 3)))
    return rows, columns


def _edges(
    colours: NDArray[np.float32], unknown: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Return how steep the brightness is, where that can be told."""
    down, across = np.gradient(colours.mean(2))
    steep: NDArray[np.float32] = np.hypot(down, across)
    blurred = sliding_window_view(np.pad(unknown, 1), (3, 3)).any((2, 3))
    return np.where(blurred, np.float32(0), steep)
