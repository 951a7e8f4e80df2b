"""A brush mask: black and white, as large as the picture it belongs to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from ..errors import InputError
from ._colour import to_rgb
from ._encode import encode_png
from ._fit import check_size
from ._limits import WHITE_FROM
from ._prepare import as_ready, upright
from ._say import pixels
from ._sources import open_source

if TYPE_CHECKING:
    from PIL.Image import Image

    from ._encoded import EncodedImage

BLACK: Final = 0
WHITE: Final = 255


def prepare_mask(
    anything: Any, *, size: tuple[int, int] | None = None, field: str = "static_mask"
) -> EncodedImage:
    """Make the mask a black and white PNG, and note what was changed.

    White is painted. Transparency counts as not painted, grey from 128 up as painted.

    Args:
        anything: what `prepare` takes; a true/false array too.
        size: the picture's width and height; a mask of the same ratio is scaled to it.
        field: the API's name of the parameter, for messages.

    Raises:
        InputError: it is no picture, has another ratio, or nothing is painted.
    """
    ready = as_ready(anything, field)
    if ready is not None and not ready.data:
        return ready
    source = open_source(ready.data if ready else anything, field)
    before = source.size
    size = size or before
    _check_ratio(before, size, field)
    check_size(size, field)
    standing, notes = upright(source, field, before)
    plain, _ = to_rgb(standing, field, paper="black")
    mask, mask_notes = _black_and_white(plain.convert("L"), size, field)
    return replace(encode_png(mask.convert("RGB")), notes=(*notes, *mask_notes))


def _check_ratio(size: tuple[int, int], wanted: tuple[int, int], field: str) -> None:
    """The same ratio up to the rounding of whole pixels."""
    skew = abs(size[0] * wanted[1] - size[1] * wanted[0])
    if skew > max(*size, *wanted):
        raise InputError(
            f"{field}: {pixels(size)} does not have the ratio of the image "
            f"({pixels(wanted)}). Paint the mask on the same picture.",
            field=field,
        )


def _black_and_white(
    grey: Image, size: tuple[int, int], field: str
) -> tuple[Image, tuple[str, ...]]:
    levels = grey.histogram()
    notes: list[str] = []
    if any(levels[BLACK + 1 : WHITE]):
        notes.append(f"grey from level {WHITE_FROM} up counts as painted")
    if grey.size != size:
        notes.append(f"mask resized from {pixels(grey.size)} to {pixels(size)}")
        grey = grey.resize(size)
    mask = grey.point([BLACK] * WHITE_FROM + [WHITE] * (WHITE + 1 - WHITE_FROM))
    return mask, (*notes, *_painted_notes(mask, field))


def _painted_notes(mask: Image, field: str) -> tuple[str, ...]:
    darkest, brightest = mask.getextrema()
    if brightest == BLACK:
        raise InputError(
            f"{field}: nothing is painted. Paint the area white, or leave the mask out.",
            field=field,
        )
    return ("the whole picture is painted",) if darkest == WHITE else ()
