"""Sub-pixel resampling, and laying one plane over another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from ._matrix import Matrix
    from ._planes import Plane

_EXACT = 1e-9


def warped(
    still: Image.Image,
    matrix: Matrix,
    size: tuple[int, int],
    how: Image.Resampling = Image.Resampling.BILINEAR,
) -> Image.Image:
    """Return what a frame of this size sees of `still` through `matrix`."""
    if abs(matrix[0, 1]) > _EXACT or abs(matrix[1, 0]) > _EXACT:
        turned = tuple(matrix.ravel())
        return still.transform(size, Image.Transform.AFFINE, turned, how)
    return still.resize(size, how, _seen(matrix, size, still.size))


def lay(spot: Plane, drawn: Image.Image, cover: Image.Image) -> None:
    """Lay a drawing over a spot of a plane, as far as `cover` is white."""
    under = Image.fromarray(spot)
    under.paste(drawn, (0, 0), cover)
    spot[:] = np.asarray(under)


def _seen(
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
