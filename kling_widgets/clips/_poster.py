"""A clip's still picture, small enough for every notebook to carry."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL.Image import Image

JPEG_SIDE: Final = 640
"""Pixels of the long side where a browser shows the poster."""

JPEG_BYTES: Final = 40_000
QUALITIES: Final = (85, 75, 65, 55, 45)

THUMBNAIL_SIDE: Final = 320
"""Sharp on a tile of 160 pixels, on any screen."""

PNG_SIDE: Final = 480
"""Smaller, because PNG is heavier: for pages that show no HTML."""

PNG_COLOURS: Final = 256


def shrunk(picture: Image, side: int = JPEG_SIDE) -> Image:
    """A copy whose long side is at most `side` pixels."""
    small = picture.copy()
    small.thumbnail((side, side))
    return small


def small_jpeg(picture: Image) -> bytes:
    """The picture as a JPEG of about 40 kB or less."""
    small = shrunk(picture)
    for quality in QUALITIES:
        data = _saved(small, "JPEG", quality=quality, optimize=True)
        if len(data) <= JPEG_BYTES:
            break
    return data


def thumbnail_jpeg(picture: Image) -> bytes:
    """The picture as a JPEG of some 10 kB, for one tile among many."""
    small = shrunk(picture.convert("RGB"), THUMBNAIL_SIDE)
    return _saved(small, "JPEG", quality=72, optimize=True)


def small_png(picture: Image) -> bytes:
    """The picture as a PNG in few colours."""
    small = shrunk(picture, PNG_SIDE).quantize(PNG_COLOURS)
    return _saved(small, "PNG", optimize=True)


def _saved(picture: Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()
