"""Sub-pixel resampling: what lies under a matrix, drawn into a plane."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from ._matrix import Matrix
    from ._planes import Plane

_EXACT = 1e-9


def warp(still: Image.Image, matrix: Matrix, out: Plane) -> None:
    """Fill `out` with `still` as seen through `matrix` (output to source)."""
    height, width = out.shape
    if abs(matrix[0, 1]) > _EXACT or abs(matrix[1, 0]) > _EXACT:
        drawn = still.transform(
            (width, height),
            Image.Transform.AFFINE,
            tuple(matrix.ravel()),
            Image.Resampling.BILINEAR,
        )
    else:
        box = _box(matrix, (width, height), still.size)
        drawn = still.resize((width, height), Image.Resampling.BILINEAR, box)
    out[:] = np.asarray(drawn)


def _box(
    matrix: Matrix, size: tuple[int, int], limit: tuple[int, int]
) -> tuple[float, float, float, float]:
    """Return the source rectangle; rounding must not push it past the edge."""
    (across, _, left), (_, along, top) = matrix.tolist()
    return (
        max(left, 0.0),
        max(top, 0.0),
        min(left + across * size[0], float(limit[0])),
        min(top + along * size[1], float(limit[1])),
    )
