"""Changed pixels as they travel: runs of a picture's pixels, row by row.

A run is 32 bits, low byte first: `length << 4 | label`. The label is an area's, or
LEAVE for pixels that stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ...api import MAX_MASKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Labels = NDArray[np.uint8]
    Runs = NDArray[np.uint32]

LABELS: Final = 2 + MAX_MASKS
"""Nothing, the frozen area, the moving ones."""
LEAVE: Final = 15
RUN: Final = np.dtype("<u4")
LABEL_BITS: Final = 4


def difference(before: Labels, after: Labels) -> tuple[int, Runs]:
    """Return the place of the first changed pixel, and the runs from there on."""
    changed = np.flatnonzero(before != after)
    if not changed.size:
        return 0, np.zeros(0, RUN)
    start, end = int(changed[0]), int(changed[-1]) + 1
    now = after.ravel()[start:end]
    shown = np.where(before.ravel()[start:end] == now, np.uint8(LEAVE), now)
    edges = np.flatnonzero(np.diff(shown)) + 1
    places = np.concatenate(([0], edges, [shown.size]))
    lengths = np.diff(places).astype(RUN)
    return start, ((lengths << LABEL_BITS) | shown[places[:-1]]).astype(RUN)


def apply(labels: Labels, start: int, data: bytes | memoryview) -> bool:
    """Change *labels* as runs say; say whether they made sense for this picture."""
    size = memoryview(data).nbytes
    if size % RUN.itemsize or not 0 <= start <= labels.size:
        return False
    runs = np.frombuffer(data, RUN)
    lengths = (runs >> LABEL_BITS).astype(np.int64)
    shown = (runs & LEAVE).astype(np.uint8)
    end = start + int(lengths.sum())
    if end > labels.size or not ((shown < LABELS) | (shown == LEAVE)).all():
        return False
    part = labels.reshape(-1)[start:end]
    news = np.repeat(shown, lengths)
    np.copyto(part, news, where=news != LEAVE)
    return True


def pieces(start: int, runs: Runs, limit: int) -> Iterator[tuple[int, bytes]]:
    """Cut runs into pieces of at most *limit* bytes, each with its own start."""
    most = limit // RUN.itemsize
    for place in range(0, max(1, len(runs)), most):
        piece = runs[place : place + most]
        yield start, piece.tobytes()
        start += int((piece >> LABEL_BITS).sum(dtype=np.int64))
