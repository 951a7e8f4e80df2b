"""A picture file to a small JPEG, for a list, a card or a cell."""

from __future__ import annotations

import io
from typing import Final

from ._decode import decode

QUALITY: Final = 85


def small_jpeg(data: bytes, side: int, field: str) -> bytes:
    """The picture in `data` as a JPEG whose long side is at most `side` pixels.

    Raises:
        InputError: the file is damaged.
    """
    picture = decode(data, field)
    picture.draft("RGB", (side, side))
    picture.thumbnail((side, side))
    small = io.BytesIO()
    picture.convert("RGB").save(small, "JPEG", quality=QUALITY)
    return small.getvalue()
