"""How much moves in a clip, from each frame to the next."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from ._reader import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

SIDE: Final = 320
"""Pixels of the long side at which frames are compared: the grain of the coding is
averaged away, and clips of different sizes can be laid side by side."""


def read_motion(path: Path) -> NDArray[Any]:
    """The mean change of grey from each frame to the next, in levels of 0 to 255.

    Raises:
        DownloadError: the file is gone or no video.
    """
    import numpy as np

    steps = (np.abs(after - before).mean() for before, after in pairwise(_greys(path)))
    return np.fromiter(steps, dtype=np.float64)


def _greys(path: Path) -> Iterator[NDArray[Any]]:
    """Each frame, small and grey, in numbers that can be subtracted."""
    import numpy as np

    for frame in decoded(path):
        scale = min(1.0, SIDE / max(frame.width, frame.height))
        small = frame.reformat(
            width=max(1, round(frame.width * scale)),
            height=max(1, round(frame.height * scale)),
            format="gray",
            interpolation="AREA",
        )
        yield small.to_ndarray().astype(np.int16)
