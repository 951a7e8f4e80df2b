"""Painted areas: where they are, wider, narrower, softer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import ImageChops, ImageFilter

from ._box import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import Image

_PAINTED = 128
"""From this brightness on a pixel of a mask counts as painted."""
_SPREAD = 10
"""A box blur of more pixels than this loses a single white one to rounding."""


def painted(mask: Image.Image) -> Image.Image:
    """Return a mask in plain black and white."""
    return mask.point(lambda value: 255 * (value >= _PAINTED))


def box_of(mask: Image.Image, room: int) -> Box | None:
    """Return the white's box with room around it, on even sides; None if all black.

    The box may reach past the picture.
    """
    found = mask.getbbox()
    return Box.around(Box(*found).grown(room), 2) if found else None


def widened(mask: Image.Image, pixels: int) -> Image.Image:
    """Grow the white of a black and white mask by some pixels."""
    while pixels > 0:
        spread = mask.filter(ImageFilter.BoxBlur(min(pixels, _SPREAD)))
        mask = spread.point(lambda value: 255 * (value > 0))
        pixels -= _SPREAD
    return mask


def narrowed(mask: Image.Image, pixels: int) -> Image.Image:
    """Shrink the white of a black and white mask by some pixels."""
    return ImageChops.invert(widened(ImageChops.invert(mask), pixels))


def softened(mask: Image.Image, radius: float) -> Image.Image:
    """Give a mask a soft edge."""
    return mask.filter(ImageFilter.GaussianBlur(radius))


def is_white(mask: Image.Image) -> NDArray[np.bool_]:
    """Return a mask as an array of truths."""
    return np.asarray(mask) >= _PAINTED
