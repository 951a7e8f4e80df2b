"""Picture files made on the spot, whole and broken."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image

from kling_widgets.errors import InputError
from kling_widgets.images import prepare

SIZE = (640, 480)
ORIENTATION = 0x0112


def drawing(size: tuple[int, int] = SIZE, mode: str = "RGB") -> Image.Image:
    """A picture with an unlike colour in each quarter."""
    picture = Image.new("RGB", (2, 2))
    picture.putdata([(200, 30, 30), (30, 200, 30), (30, 30, 200), (240, 240, 240)])
    return picture.resize(size, Image.Resampling.NEAREST).convert(mode)


def noise(size: tuple[int, int] = SIZE, seed: int = 1) -> Image.Image:
    """A picture that no encoder makes small."""
    levels = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3))
    return Image.fromarray(levels.astype(np.uint8))


def saved(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def sideways(orientation: int, size: tuple[int, int] = SIZE) -> bytes:
    """A JPEG whose EXIF says how it is to be turned."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return saved(drawing(size), "JPEG", exif=exif, quality=95)


def png_chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def png_of(*chunks: bytes, size: tuple[int, int] = SIZE) -> bytes:
    """A PNG of black pixels with further chunks behind its header."""
    header = struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes((size[0] + 1) * size[1]))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            png_chunk(b"IHDR", header),
            *chunks,
            png_chunk(b"IDAT", rows),
            png_chunk(b"IEND", b""),
        )
    )


def huge_png_header(size: tuple[int, int]) -> bytes:
    """A PNG that claims `size` and holds next to nothing."""
    header = struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            png_chunk(b"IHDR", header),
            png_chunk(b"IDAT", zlib.compress(bytes(100))),
            png_chunk(b"IEND", b""),
        )
    )


def refusal(anything: object, field: str = "image") -> str:
    """The sentence with which something is refused."""
    with pytest.raises(InputError) as caught:
        prepare(anything, field=field)
    assert caught.value.field == field
    return str(caught.value)
