"""Affine matrices, two rows of three, from frame to source.

Coordinates count from the picture's corner, so that pixel i covers i…i+1, and
a plane of half the size needs nothing but its offset halved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable

Matrix = NDArray[np.float64]
Bounds = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def scaling(across: float, along: float, left: float = 0.0, top: float = 0.0) -> Matrix:
    """Return the matrix that scales, then shifts."""
    return np.array([[across, 0.0, left], [0.0, along, top]])


def shifting(right: float, down: float) -> Matrix:
    """Return the matrix that only shifts."""
    return scaling(1.0, 1.0, right, down)


def inverse(matrix: Matrix) -> Matrix:
    """Return the matrix that undoes another."""
    linear = np.linalg.inv(matrix[:, :2])
    return np.column_stack([linear, -linear @ matrix[:, 2]])


def applied(matrix: Matrix, point: tuple[float, float]) -> tuple[float, float]:
    """Return where a matrix takes a point."""
    x, y = matrix @ (*point, 1.0)
    return float(x), float(y)


def compose(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the matrix that applies `inner` first, `outer` second."""
    linear = outer[:, :2] @ inner[:, :2]
    return np.column_stack([linear, outer[:, :2] @ inner[:, 2] + outer[:, 2]])


def for_plane(matrix: Matrix, step: int) -> Matrix:
    """Return the matrix of a plane whose samples span `step` pixels."""
    return np.column_stack([matrix[:, :2], matrix[:, 2] / step])


def bounds(matrices: Iterable[Matrix], size: tuple[int, int]) -> Bounds:
    """Return the source box that holds the frame as seen through every matrix."""
    width, height = size
    corners = np.array([[0, width, 0, width], [0, 0, height, height], [1, 1, 1, 1]])
    seen = np.concatenate([matrix @ corners for matrix in matrices], axis=1)
    (left, top), (right, bottom) = seen.min(axis=1), seen.max(axis=1)
    return float(left), float(top), float(right), float(bottom)
