"""A plain RGB picture to a file within Kling's limit, and nothing but pixels in it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from ._encoded import EncodedImage
from ._fit import resized, smaller
from ._limits import MAX_IMAGE_BYTES, SMALL_PNG_BYTES
from ._say import megabytes

if TYPE_CHECKING:
    from PIL.Image import Image

QUALITIES: Final = (95, 90, 85, 80, 75)
"""JPEG qualities, tried from the best down."""

SAMPLED_PART: Final = 8
"""One eighth of the rows tells whether a PNG would be small."""

RGB_BYTES: Final = 3


def encode_png(picture: Image) -> EncodedImage:
    """The picture without loss."""
    return EncodedImage(_saved(picture, "PNG"), "image/png", *picture.size)


def encode_drawing(picture: Image) -> EncodedImage:
    """A PNG while it is small; a JPEG for what turns out to be a photo."""
    if _looks_small(picture):
        drawing = encode_png(picture)
        if len(drawing.data) <= SMALL_PNG_BYTES:
            return drawing
    photo = encode_photo(picture)
    return replace(photo, notes=("saved as JPEG", *photo.notes))


def encode_again(picture: Image) -> EncodedImage:
    """An untouched JPEG file's picture, with that file's own tables: no further loss."""
    data = _saved(picture, "JPEG", quality="keep")
    if len(data) > MAX_IMAGE_BYTES:
        return encode_photo(picture)
    return EncodedImage(data, "image/jpeg", *picture.size)


def encode_photo(picture: Image) -> EncodedImage:
    """A JPEG at the best quality that fits, shrunk where quality alone is not enough."""
    for quality in QUALITIES:
        data = _saved(picture, "JPEG", quality=quality, subsampling=_sampling(quality))
        if len(data) <= MAX_IMAGE_BYTES:
            notes = _quality_note(quality)
            return EncodedImage(data, "image/jpeg", *picture.size, notes)
    return encode_photo(resized(picture, smaller(picture.size)))


def _sampling(quality: int) -> str:
    """Full colour detail while there is room: lettering keeps clean edges."""
    return "4:4:4" if quality == QUALITIES[0] else "4:2:0"


def _quality_note(quality: int) -> tuple[str, ...]:
    if quality == QUALITIES[0]:
        return ()
    limit = megabytes(MAX_IMAGE_BYTES)
    return (f"JPEG quality {quality} to stay within {limit}",)


def _looks_small(picture: Image) -> bool:
    """Whether a PNG has a chance, told from a band in the middle."""
    width, height = picture.size
    if width * height * RGB_BYTES <= SMALL_PNG_BYTES:
        return True
    rows = height // SAMPLED_PART
    band = picture.crop((0, height // 2, width, height // 2 + rows))
    return len(_saved(band, "PNG", compress_level=1)) * SAMPLED_PART <= SMALL_PNG_BYTES


def _saved(picture: Image, kind: str, **options: Any) -> bytes:
    picture.info.clear()  # comments and profiles there would go into the file
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()
