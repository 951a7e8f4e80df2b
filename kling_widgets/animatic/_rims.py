"""A cut-out's rim in the subject's own colours, so that no background travels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._planes import Plane

_NEIGHBOURS = tuple(
    (down, across)
    for down in (-1, 0, 1)
    for across in (-1, 0, 1)
    if (down, across) != (0, 0)
)


def grown(picture: Plane, known: NDArray[np.bool_], pixels: int) -> Plane:
    """Return an RGB picture whose known area's colours reach some pixels further."""
    colours = np.pad(picture, ((1, 1), (1, 1), (0, 0)))
    certain = np.pad(known, 1)
    for _ in range(pixels):
        _grow_once(colours, certain)
    return colours[1:-1, 1:-1]


def _grow_once(colours: Plane, certain: NDArray[np.bool_]) -> None:
    """Give each pixel beside the known area the mean of its known neighbours."""
    rows, columns = _shore(certain)
    total = np.zeros((len(rows), 3))
    count = np.zeros((len(rows), 1))
    for down, across in _NEIGHBOURS:
        there = (rows + down, columns + across)
        known = certain[there][:, None]
        total += colours[there] * known
        count += known
    colours[rows, columns] = (total / count).round().astype(np.uint8)
    certain[rows, columns] = True


def _shore(certain: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    beside = np.zeros_like(certain)
    inner = beside[1:-1, 1:-1]
    height, width = inner.shape
    for down, across in _NEIGHBOURS:
        inner |= certain[1 + down :, 1 + across :][:height, :width]
    rows, columns = np.nonzero(inner & ~certain[1:-1, 1:-1])
    return rows + 1, columns + 1
