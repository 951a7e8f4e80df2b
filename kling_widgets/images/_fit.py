"""Kling's size rules: what is refused, and what is shrunk to fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..errors import InputError
from ._limits import MAX_RATIO, MAX_SIDE, MIN_SIDE
from ._say import pixels

if TYPE_CHECKING:
    from PIL.Image import Image

SMALLER: Final = 0.8
"""The step by which a picture shrinks when its file is still too large."""


def check_size(size: tuple[int, int], field: str) -> None:
    """Refuse what shrinking cannot mend: too small, or too long and thin.

    Raises:
        InputError: saying which.
    """
    if min(size) < MIN_SIDE:
        raise InputError(
            f"{field}: {pixels(size)}; each side must be at least {MIN_SIDE} pixels. "
            "Choose a larger picture.",
            field=field,
        )
    long_part, short_part = MAX_RATIO
    if max(size) * short_part > min(size) * long_part:
        raise InputError(
            f"{field}: {pixels(size)}, ratio {_ratio(size)}; allowed is 1:2.5 to "
            "2.5:1. Crop the long side.",
            field=field,
        )


def _ratio(size: tuple[int, int]) -> str:
    width, height = size
    if width >= height:
        return f"{width / height:.2f}:1"
    return f"1:{height / width:.2f}"


def fitted(size: tuple[int, int]) -> tuple[int, int]:
    """`size` with its long side at most `MAX_SIDE`."""
    return _with_long_side(size, min(max(size), MAX_SIDE))


def resized(picture: Image, size: tuple[int, int]) -> Image:
    """The picture at that size; itself if it has it already."""
    return picture if picture.size == size else picture.resize(size, reducing_gap=3)


def smaller(size: tuple[int, int]) -> tuple[int, int]:
    """One step down from `size`."""
    return _with_long_side(size, int(max(size) * SMALLER))


def _with_long_side(size: tuple[int, int], long_side: int) -> tuple[int, int]:
    """The short side is rounded up, so that the ratio never leaves the limit."""
    long_before = max(size)
    short_side = -(-long_side * min(size) // long_before)
    if size[0] == long_before:
        return long_side, short_side
    return short_side, long_side
