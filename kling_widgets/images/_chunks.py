"""Whether a PNG's pixel chunks are whole. Pillow shows damaged ones without a word."""

from __future__ import annotations

import zlib
from typing import Final

SIGNATURE_BYTES: Final = 8
LENGTH_BYTES: Final = 4
AROUND_CONTENT: Final = 12
"""A chunk's length, kind and checksum."""

CHECKED: Final = {b"IHDR", b"PLTE", b"IDAT"}
"""Without these there is no picture; damage elsewhere is left behind."""


def check_chunks(data: bytes) -> None:
    """Walk the chunks up to the end of the picture.

    Raises:
        EOFError: the file is cut short.
        SyntaxError: a checksum is wrong.
    """
    whole, start = memoryview(data), SIGNATURE_BYTES
    while start < len(data):
        length = int.from_bytes(whole[start : start + LENGTH_BYTES], "big")
        kind = bytes(whole[start + LENGTH_BYTES : start + 2 * LENGTH_BYTES])
        if kind == b"IEND":
            return
        end = start + AROUND_CONTENT + length
        if end > len(data):
            raise EOFError("truncated")
        if kind in CHECKED and not _is_sound(whole[start:end]):
            raise SyntaxError(f"wrong checksum in {kind.decode()}")
        start = end


def _is_sound(chunk: memoryview) -> bool:
    stored = int.from_bytes(chunk[-LENGTH_BYTES:], "big")
    return zlib.crc32(chunk[LENGTH_BYTES:-LENGTH_BYTES]) == stored
