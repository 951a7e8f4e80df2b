"""Pictures as the planes an encoder takes: one brightness, two colour."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

Plane = NDArray[np.uint8]
Split = Callable[[Image.Image], "Planes"]
"""Makes planes of an RGB picture."""

# BT.709, limited range: what the file is tagged as. Rows are Y, U and V; each
# gives red, green, blue and an offset.
_TO_YUV = (
    0.2126 * 219 / 255, 0.7152 * 219 / 255, 0.0722 * 219 / 255, 16.0,
    -0.1146 * 224 / 255, -0.3854 * 224 / 255, 0.5000 * 224 / 255, 128.0,
    0.5000 * 224 / 255, -0.4542 * 224 / 255, -0.0458 * 224 / 255, 128.0,
)  # fmt: skip


class Planes(NamedTuple):
    """Three planes of one picture: Y, U, V at 4:2:0, or R, G, B all alike."""

    first: Plane
    second: Plane
    third: Plane

    @classmethod
    def blank(cls, size: tuple[int, int]) -> Planes:
        """Make room for a 4:2:0 picture."""
        width, height = size
        half = (height // 2, width // 2)
        return cls(
            np.empty((height, width), np.uint8),
            np.empty(half, np.uint8),
            np.empty(half, np.uint8),
        )

    @classmethod
    def like(cls, other: Planes) -> Planes:
        """Make room for another picture like this one."""
        return cls(*(np.empty_like(plane) for plane in other))

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the full-size plane."""
        height, width = self.first.shape
        return width, height

    def images(self) -> tuple[Image.Image, ...]:
        """Return the planes as grey pictures."""
        return tuple(Image.fromarray(plane) for plane in self)

    def stepped(self) -> Iterator[tuple[int, Plane]]:
        """Yield each plane with its step: how many picture pixels a sample spans."""
        for plane in self:
            yield round(self.first.shape[1] / plane.shape[1]), plane


def to_yuv(picture: Image.Image) -> Planes:
    """Split an RGB picture of even size into BT.709 4:2:0 planes."""
    luma, blue, red = picture.convert("RGB", _TO_YUV).split()
    return Planes(*(np.asarray(band) for band in (luma, blue.reduce(2), red.reduce(2))))


def to_rgb(picture: Image.Image) -> Planes:
    """Split an RGB picture into its three full-size planes."""
    return Planes(*(np.asarray(band) for band in picture.split()))
