"""Which way up a picture is: the EXIF orientation of cameras and phones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ._decode import BROKEN

if TYPE_CHECKING:
    from PIL.Image import Image

ORIENTATION_TAG: Final = 0x0112
UPRIGHT: Final = 1
FIRST_SIDEWAYS: Final = 5
LAST: Final = 8


def read_orientation(picture: Image) -> int:
    """1…8 as EXIF numbers them; 1 also where nothing readable is said."""
    try:
        value = picture.getexif().get(ORIENTATION_TAG, UPRIGHT)
    except BROKEN:
        return UPRIGHT
    if isinstance(value, int) and UPRIGHT <= value <= LAST:
        return value
    return UPRIGHT


def upright_size(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """The size that a picture has once it is turned, and the other way round."""
    width, height = size
    return (height, width) if orientation >= FIRST_SIDEWAYS else (width, height)


def turned(picture: Image, orientation: int) -> Image:
    """The picture turned upright; itself if it already is."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    turn = turns.get(orientation)
    return picture if turn is None else picture.transpose(turn)
