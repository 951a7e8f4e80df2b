"""A small JPEG of a picture, for a list, a card or a cell."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ..errors import InputError
from ._decode import decode

if TYPE_CHECKING:
    from ._encoded import EncodedImage

QUALITY = 85


def thumbnail(image: EncodedImage, side: int = 320) -> bytes:
    """The picture as a JPEG whose long side is at most `side` pixels.

    Raises:
        InputError: the picture is a link, which is never fetched.
    """
    if not image.data:
        raise InputError(
            "image: a link has no thumbnail here, because links are not fetched. "
            "Pass the file instead."
        )
    picture = decode(image.data, "image")
    picture.draft("RGB", (side, side))
    picture.thumbnail((side, side))
    small = io.BytesIO()
    picture.convert("RGB").save(small, "JPEG", quality=QUALITY)
    return small.getvalue()
