"""A picture as the wire carries it: a URL, or base64 and nothing around it.

A URL is believed, never fetched: the simulator reaches no network.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from ..errors import InputError
from ._addresses import is_address, looks_like_address
from ._refusal import BAD_VALUE, Refusal, bad_value

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 10 * 1024 * 1024
MIN_SIDE = 300
MAX_RATIO = 2.5

PNG_START, JPEG_START = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
CONTENT_CREDENTIALS = b"c2pa"
"""The mark of C2PA metadata, at which the real decoder stumbles."""

NOT_BASE64 = "File is not in a valid base64 format"
BAD_PIXELS = "Image pixel is invalid"


def check_form(field: str, value: object) -> None:
    """Refuse what is neither a URL nor the base64 of a JPEG or PNG."""
    if not isinstance(value, str):
        raise bad_value(field, value)
    if not looks_like_address(value):
        _check_bytes(_decoded(value))
    elif not is_address(value):
        raise bad_value(field, value)


def _check_bytes(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise Refusal(BAD_VALUE, "Image size is invalid")
    if not data.startswith((PNG_START, JPEG_START)) or CONTENT_CREDENTIALS in data:
        raise Refusal(BAD_VALUE, NOT_BASE64)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error) as exc:
        raise Refusal(BAD_VALUE, NOT_BASE64) from exc


def opened(text: str) -> Image:
    """Decode a picture that came as base64, or refuse it."""
    from ..images import open_wire

    try:
        return open_wire(text)
    except InputError as exc:
        raise Refusal(BAD_VALUE, NOT_BASE64) from exc


def check_shape(size: tuple[int, int]) -> None:
    """Refuse a picture that is too long for its width, or too wide."""
    if max(size) > MAX_RATIO * min(size):
        raise Refusal(BAD_VALUE, "Image aspect ratio is invalid")


def is_small(size: tuple[int, int]) -> bool:
    """Tell whether a side is shorter than Kling takes."""
    return min(size) < MIN_SIDE
