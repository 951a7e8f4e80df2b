"""A painted trajectory as a smooth way through its points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from ._ease import ease

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_PIECES = 16
"""Straight pieces between two points: at a frame's size the corners are invisible."""
_SHORTEST = 0.5
"""A path shorter than this many pixels is a dot: nothing moves."""


@dataclass(frozen=True, slots=True)
class Path:
    """A way, walked at an even pace with a soft start and a soft stop."""

    points: NDArray[np.float64]
    walked: NDArray[np.float64]
    """How far along each point lies, in pixels."""

    @classmethod
    def through(cls, points: Sequence[tuple[float, float]]) -> Self | None:
        """Return the smooth path through points, or None if it goes nowhere."""
        corners = _without_repeats(np.asarray(points, float).reshape(-1, 2))
        if len(corners) < 2:  # noqa: PLR2004 - a line takes two points
            return None
        line = _spline(corners)
        steps = np.hypot(*np.diff(line, axis=0).T)
        walked = np.concatenate([[0.0], np.cumsum(steps)])
        return cls(line, walked) if walked[-1] >= _SHORTEST else None

    def shift(self, time: float) -> tuple[float, float]:
        """Return how far from the start the walker is at `time` (0…1)."""
        far = self.walked[-1] * ease(time)
        x, y = (np.interp(far, self.walked, column) for column in self.points.T)
        return float(x - self.points[0, 0]), float(y - self.points[0, 1])


def _without_repeats(points: NDArray[np.float64]) -> NDArray[np.float64]:
    if len(points) == 0:
        return points
    moved = np.any(np.diff(points, axis=0) != 0, axis=1)
    kept: NDArray[np.float64] = points[np.concatenate([[True], moved])]
    return kept


def _spline(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lay a centripetal Catmull-Rom spline: no loops, no overshoot at tight turns."""
    before, after = 2 * points[0] - points[1], 2 * points[-1] - points[-2]
    guides = np.vstack([before, points, after])
    knots = np.concatenate(
        [[0.0], np.cumsum(np.hypot(*np.diff(guides, axis=0).T) ** 0.5)]
    )
    parts = [
        _segment(guides[first : first + 4], knots[first : first + 4])
        for first in range(len(points) - 1)
    ]
    return np.vstack([*parts, points[-1:]])


def _segment(
    guides: NDArray[np.float64], knots: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return points from the second guide up to, but not including, the third."""
    at = np.linspace(knots[1], knots[2], _PIECES, endpoint=False)[:, None]

    def between(
        start: NDArray[np.float64], end: NDArray[np.float64], first: int, last: int
    ) -> NDArray[np.float64]:
        share = (at - knots[first]) / (knots[last] - knots[first])
        mixed: NDArray[np.float64] = start + (end - start) * share
        return mixed

    sides = [between(guides[i], guides[i + 1], i, i + 1) for i in range(3)]
    bends = [between(sides[i], sides[i + 1], i, i + 2) for i in range(2)]
    return between(bends[0], bends[1], 1, 2)
