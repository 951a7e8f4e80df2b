"""The small mark that says what the clip is, and what it is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._planes import Planes

TEXT = "ANIMATIC · not Kling"

_HEIGHT = 0.034
"""Of the frame's shorter side."""
_LEAST_HEIGHT = 15
_OVERSAMPLE = 4
_VEIL = 0.34
_INK = 0.92
_DARK, _LIGHT = 24.0, 236.0
_BRIGHT = 150.0
"""Above this brightness the chip is light with dark letters."""
_NEUTRAL = 128.0


@dataclass(frozen=True, slots=True)
class Chip:
    """A rounded label, ready to be laid over the lower left corner."""

    left: int
    top: int
    keep: tuple[NDArray[np.float32], ...]
    """How much of the picture shows through, per plane."""
    paint: tuple[NDArray[np.float32], ...]
    """What is added, per plane."""

    @classmethod
    def on(cls, picture: Planes) -> Self:
        """Make the chip for clips that start with this 4:2:0 picture."""
        shape, letters = _stencil(_chip_height(picture.size))
        margin = 2 * round(shape.shape[0] * 0.25)
        top = (picture.size[1] - shape.shape[0] - margin) // 2 * 2
        height, width = shape.shape
        under = picture.first[top : top + height, margin : margin + width]
        ground, ink = _tones(float(under.mean()))
        keep = (1 - _VEIL * shape) * (1 - _INK * letters)
        paint = ground * _VEIL * shape * (1 - _INK * letters) + ink * _INK * letters
        small = _halve(keep)
        grey = _NEUTRAL * (1 - small)
        return cls(margin, top, (keep, small, small), (paint, grey, grey))

    def mark(self, frame: Planes) -> None:
        """Burn the chip into a frame."""
        layers = zip(frame.stepped(), self.keep, self.paint, strict=True)
        for (step, plane), keep, paint in layers:
            top, left = self.top // step, self.left // step
            height, width = keep.shape
            spot = plane[top : top + height, left : left + width]
            spot[:] = spot * keep + (paint + 0.5)


def _chip_height(size: tuple[int, int]) -> int:
    return 2 * round(max(_LEAST_HEIGHT, _HEIGHT * min(size)) / 2)


def _tones(under: float) -> tuple[float, float]:
    return (_LIGHT, _DARK) if under > _BRIGHT else (_DARK, _LIGHT)


def _stencil(height: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Draw the label's shape and its letters as coverages of 0…1."""
    large = height * _OVERSAMPLE
    font = ImageFont.load_default(large * 0.58)
    length = font.getlength(TEXT)
    width = 2 * round((length + 0.9 * large) / _OVERSAMPLE / 2)
    size = (width * _OVERSAMPLE, large)
    shape, letters = Image.new("L", size), Image.new("L", size)
    ImageDraw.Draw(shape).rounded_rectangle(
        (0, 0, size[0] - 1, large - 1), large / 2, 255
    )
    middle = (size[0] / 2, large / 2)
    ImageDraw.Draw(letters).text(middle, TEXT, 255, font, anchor="mm")
    return _coverage(shape), _coverage(letters)


def _coverage(drawn: Image.Image) -> NDArray[np.float32]:
    return np.asarray(drawn.reduce(_OVERSAMPLE), np.float32) / np.float32(255)


def _halve(cover: NDArray[np.float32]) -> NDArray[np.float32]:
    height, width = cover.shape
    quads = cover.reshape(height // 2, 2, width // 2, 2)
    half: NDArray[np.float32] = quads.mean((1, 3), dtype=np.float32)
    return half
