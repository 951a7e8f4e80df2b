"""The tones of a filling's pieces, evened out where they meet.

Pieces of a sky agree in texture and miss each other in tone. The correction is the
flattest one that takes such steps away: a Poisson equation, solved on the sketch.
A large step is taken for a real edge, and kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ._sketch import RADIUS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._sketch import Sketch

    Field = NDArray[np.float32]
    Cells = tuple[slice, slice]

_REAL_EDGE = 24.0
"""Grey levels: a larger step between two cells is no fault of the filling."""
_ROUNDS = 80
_ENOUGH = 1e-3
"""Squared error at which the solution is as good as exact."""
_HELD = 1e-3
"""How strongly a cell keeps its own tone; it ties down what touches nothing."""

_ALL = slice(None)
_PAIRS: tuple[tuple[Cells, Cells], ...] = (
    ((slice(None, -1), _ALL), (slice(1, None), _ALL)),
    ((_ALL, slice(None, -1)), (_ALL, slice(1, None))),
)
"""Per direction, all cells that have a next one, and all that have one before."""


def tone_correction(sketch: Sketch) -> Field:
    """Return what to add to each cell of a filled sketch, per colour."""
    correction = np.zeros((*sketch.offsets.shape[:2], 3), np.float32)
    here = _filled_part(sketch)
    correction[here] = _Steps(sketch, here).evened()
    return correction


def _filled_part(sketch: Sketch) -> Cells:
    rows, columns = np.nonzero((sketch.offsets != 0).any(2))
    if len(rows) == 0:
        return slice(0), slice(0)
    return (
        slice(max(0, int(rows.min()) - 1), int(rows.max()) + 2),
        slice(max(0, int(columns.min()) - 1), int(columns.max()) + 2),
    )


class _Steps:
    """The steps between neighbouring cells that do not belong there."""

    def __init__(self, sketch: Sketch, here: Cells) -> None:
        self._colours = sketch.colours[RADIUS:-RADIUS, RADIUS:-RADIUS]
        self._offsets = sketch.offsets[here]
        self._sources = np.indices(sketch.offsets.shape[:2])[(_ALL, *here)]
        self._sources = self._sources + self._offsets.transpose(2, 0, 1)
        self._cells = self._colours[here]
        self._copied = (self._offsets != 0).any(2)[..., None].astype(np.float32)
        self._links = [self._faulty(step) for step in map(self._step, (0, 1))]

    def evened(self) -> Field:
        """Return the correction, by conjugate gradients."""
        field = np.zeros_like(self._cells)
        rest = self._pull() * self._copied
        way, size = rest.copy(), float((rest * rest).sum())
        for _ in range(_ROUNDS):
            if size < _ENOUGH:
                break
            ahead = self._spread(way)
            far = size / float((way * ahead).sum())
            field += far * way
            rest -= far * ahead
            size, before = float((rest * rest).sum()), size
            way = rest + (size / before) * way
        return field

    def _step(self, axis: int) -> Field:
        """Return by how much neighbours differ from what their sources differ."""
        first, second = _PAIRS[axis]
        ahead = self._cells[second] - self._beside(first, axis, 1)
        behind = self._beside(second, axis, -1) - self._cells[first]
        step: Field = (ahead + behind) * np.float32(0.5)
        return step

    def _beside(self, cells: Cells, axis: int, way: int) -> Field:
        """Return what lies beside the cells' sources."""
        places = self._sources[(_ALL, *cells)].copy()
        places[axis] += way
        rows, columns = (
            place.clip(0, limit - 1)
            for place, limit in zip(places, self._colours.shape[:2], strict=True)
        )
        colours: Field = self._colours[rows, columns]
        return colours

    def _faulty(self, step: Field) -> Field:
        small: Field = np.abs(step).max(2, keepdims=True) < _REAL_EDGE
        return small.astype(np.float32)

    def _pull(self) -> Field:
        """Return how strongly the steps pull at each cell."""
        pull = np.zeros_like(self._cells)
        for axis, (first, second) in enumerate(_PAIRS):
            step = self._step(axis) * self._links[axis]
            pull[first] += step
            pull[second] -= step
        return pull

    def _spread(self, field: Field) -> Field:
        """Apply the equation to a field."""
        out: Field = np.float32(_HELD) * field
        for link, (first, second) in zip(self._links, _PAIRS, strict=True):
            flow = (field[first] - field[second]) * link
            out[first] += flow
            out[second] -= flow
        out *= self._copied
        return out
