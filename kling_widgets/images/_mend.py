"""A picture that is too small or too long and thin, made one that Kling takes."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from ._fit import fitted, resized
from ._limits import MAX_RATIO, MIN_SIDE
from ._say import pixels

if TYPE_CHECKING:
    from PIL.Image import Image

    Size = tuple[int, int]

SOFTNESS: Final = 24
"""The short side of the padding's blur, as a part of the picture's: no detail stays."""


class Mend(StrEnum):
    """What can be done. The last two make it larger as well, where it is too small."""

    ENLARGE = "enlarge"
    CROP = "crop"
    """Cut the ends of the long side off."""
    PAD = "pad"
    """Put a blurred copy behind, which fills the short side."""


DONE: Final = {Mend.CROP: "cropped", Mend.PAD: "padded"}


def mends_for(size: Size) -> tuple[Mend, ...]:
    """What would help a picture of that size; nothing if it needs no help."""
    if _framed(size, Mend.CROP) != size:
        return Mend.CROP, Mend.PAD
    return (Mend.ENLARGE,) if min(size) < MIN_SIDE else ()


def mended_size(size: Size, mend: Mend) -> Size:
    """The size that a picture has afterwards."""
    return fitted(_enlarged(_framed(_begun(size, mend), mend)))


def mended(picture: Image, mend: Mend) -> tuple[Image, tuple[str, ...]]:
    """The picture as Kling takes it, and what was done."""
    begun = _begun(picture.size, mend)
    framed_size = _framed(begun, mend)
    size = _enlarged(framed_size)
    framed = _laid(resized(picture, begun), framed_size)
    steps = (
        ("shrunk", picture.size, begun),
        (DONE.get(mend, ""), begun, framed_size),
        ("enlarged", framed_size, size),
    )
    notes = tuple(
        f"{done} from {pixels(before)} to {pixels(after)}"
        for done, before, after in steps
        if before != after
    )
    return resized(framed, size), notes


def _begun(size: Size, mend: Mend) -> Size:
    """`size`, within the largest side before it is padded: a strip grows by far."""
    return fitted(size) if mend is Mend.PAD else size


def _framed(size: Size, mend: Mend) -> Size:
    """`size` within the ratio that is allowed, by less of one side or more of the other."""
    long_part, short_part = MAX_RATIO
    long_side, short_side = max(size), min(size)
    if mend is Mend.CROP:
        long_side = min(long_side, max(1, short_side * long_part // short_part))
    elif mend is Mend.PAD:
        short_side = max(short_side, -(-long_side * short_part // long_part))
    return _like(size, long_side, short_side)


def _enlarged(size: Size) -> Size:
    """`size` with its short side at least Kling's least."""
    short_side = min(size)
    if short_side >= MIN_SIDE:
        return size
    # Rounded down, so that the ratio stays within the limit.
    return _like(size, max(size) * MIN_SIDE // short_side, MIN_SIDE)


def _like(size: Size, long_side: int, short_side: int) -> Size:
    wide = size[0] >= size[1]
    return (long_side, short_side) if wide else (short_side, long_side)


def _laid(picture: Image, size: Size) -> Image:
    """The picture in the middle of a sheet of that size."""
    if picture.size == size:
        return picture
    place = tuple((now - was) // 2 for now, was in zip(size, picture.size, strict=True))
    sheet = _blurred(picture, size)
    sheet.paste(picture, (place[0], place[1]))
    return sheet


def _blurred(picture: Image, size: Size) -> Image:
    """What fills the room around a picture: its own colours, without its detail."""
    from PIL.Image import Resampling

    few = (max(1, picture.width // SOFTNESS), max(1, picture.height // SOFTNESS))
    return picture.resize(few, Resampling.BOX).resize(size, Resampling.BICUBIC)
