"""Untrusted bytes to a picture, with the PNG and the JPEG decoder only.

The decoder is chosen here by the file's signature and built directly, not by
`PIL.Image.open`: no other decoder can be reached, the size is known before a
pixel is decoded, and Pillow's process-wide limits are neither needed nor changed.
"""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from ..errors import InputError
from ._chunks import check_chunks
from ._limits import MAX_FILE_BYTES, MAX_JPEG_PIXELS, MAX_PIXELS
from ._say import megabytes, megapixels, shown
from ._sniff import JPEG, OPENED_BY_PILLOW, PNG, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.ImageFile import ImageFile

BROKEN: Final = (
    OSError,
    SyntaxError,  # Pillow's word for a broken chunk
    ValueError,  # a text chunk or a colour profile that unpacks without end
    ArithmeticError,
    LookupError,
    TypeError,
    EOFError,
    UserWarning,  # raised for damaged EXIF where warnings are errors
    struct.error,
    zlib.error,
)
"""Everything that Pillow's two decoders raise on damaged bytes."""


def decode(data: bytes, field: str) -> ImageFile:
    """Open a PNG or JPEG: the size is known and within limits, no pixel is read yet.

    Raises:
        InputError: it is another kind of file, damaged, or far too large.
    """
    if len(data) > MAX_FILE_BYTES:
        raise InputError(
            f"{field}: the file has {megabytes(len(data))}; at most "
            f"{megabytes(MAX_FILE_BYTES)} are opened. Save the picture smaller.",
            field=field,
        )
    kind = _accepted_kind(data, field)
    with damage_told(kind, field):
        picture = _build(data, kind)
    _check_pixels(picture.size, kind, field)
    return picture


def _accepted_kind(data: bytes, field: str) -> str:
    kind = kind_of(data)
    if kind in {PNG, JPEG}:
        return kind
    raise InputError(f"{field}: {_unlike(data, kind)}", field=field)


def _unlike(data: bytes, kind: str) -> str:
    if not data:
        return "the file is empty (0 bytes). Choose a PNG or JPEG picture."
    if kind == "HTML":
        start = shown(data.lstrip()[:24].decode("latin-1"))
        return (
            f"not a picture (it starts with {start}). Was the download an error page?"
        )
    if kind in OPENED_BY_PILLOW:
        return (
            f"{kind} is not accepted (PNG and JPEG only). Save it as one of them, or "
            "open it yourself and pass the picture: PIL.Image.open(...)."
        )
    if kind:
        return f"{kind} is not accepted (PNG and JPEG only). Save it as one of them."
    return "not a PNG or JPEG picture, nor any other kind known here."


def _build(data: bytes, kind: str) -> ImageFile:
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile

    if kind == JPEG:
        return JpegImageFile(io.BytesIO(data))
    check_chunks(data)
    return PngImageFile(io.BytesIO(data))


def _check_pixels(size: tuple[int, int], kind: str, field: str) -> None:
    limit = MAX_JPEG_PIXELS if kind == JPEG else MAX_PIXELS
    count = size[0] * size[1]
    if count > limit:
        raise InputError(
            f"{field}: {megapixels(count)}; the limit for a {kind} file is "
            f"{megapixels(limit)}. Save the picture smaller.",
            field=field,
        )


@contextmanager
def damage_told(kind: str, field: str) -> Iterator[None]:
    """Turn what a decoder raises into one sentence."""
    try:
        yield
    except BROKEN as exc:
        raise InputError(
            f"{field}: {_damage(kind, exc)} Save or download it again.",
            field=field,
        ) from exc


def _damage(kind: str, exc: Exception) -> str:
    if "truncated" in str(exc).lower():
        return f"the {kind} file is cut short."
    if "decompress" in str(exc).lower() or "too large" in str(exc).lower():
        return f"the {kind} file has damaged metadata that unpacks without end."
    return f"the {kind} file is damaged."
