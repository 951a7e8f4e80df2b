"""A file that cannot be sent is refused with a sentence, before anything else."""

from __future__ import annotations

import struct
import zlib

import pytest

from tests.images._pictures import (
    drawing,
    huge_png_header,
    noise,
    png_chunk,
    png_of,
    refusal,
    saved,
)

ELSEWHERE = "Save it as one of them, or open it yourself and pass the picture"


@pytest.mark.parametrize("empty", [b"", bytearray(), memoryview(b"")])
def test_an_empty_file(empty: bytes) -> None:
    """I6: no bytes."""
    assert refusal(empty) == (
        "image: the file is empty (0 bytes). Choose a PNG or JPEG picture."
    )


def test_bytes_beyond_reading() -> None:
    """The same holds for bytes in memory."""
    assert "at most 100 MB are opened" in refusal(bytes(100_000_001))


def test_a_web_page() -> None:
    """I8: an error page that was saved as a picture."""
    assert refusal(b"\n<html><body>Not found") == (
        "image: not a picture (it starts with '<html><body>Not found'). "
        "Was the download an error page?"
    )


@pytest.mark.parametrize(
    ("start", "kind", "advice"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "SVG", "."),
        (b"<?xml version='1.0'?><svg>", "SVG", "."),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WebP", ELSEWHERE),
        (b"GIF89a", "GIF", ELSEWHERE),
        (b"BM\0\0", "BMP", ELSEWHERE),
        (b"II*\0", "TIFF", ELSEWHERE),
        (b"MM\0*", "TIFF", ELSEWHERE),
        (b"\0\0\0\x20ftypavif", "AVIF", ELSEWHERE),
        (b"\0\0\0\x20ftypheic", "HEIC", "."),
        (b"\0\0\0\x20ftypisom", "video", "."),
        (b"8BPS", "PSD", "."),
        (b"\0\0\1\0", "ICO", ELSEWHERE),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "EPS", "."),
        (b"%PDF-1.7", "PDF", "."),
    ],
)
def test_other_kinds_are_named(start: bytes, kind: str, advice: str) -> None:
    """I9, I10, I11, I12: a known kind is named, and never decoded."""
    sentence = refusal(start + bytes(100))

    assert sentence.startswith(f"image: {kind} is not accepted (PNG and JPEG only).")
    assert advice in sentence


def test_an_unknown_kind() -> None:
    """Bytes that begin like nothing known."""
    assert refusal(b"\1\2\3\4") == (
        "image: not a PNG or JPEG picture, nor any other kind known here."
    )


@pytest.mark.parametrize(
    ("size", "count"), [((50_000, 50_000), "2,500"), ((10_000, 10_000), "100")]
)
def test_a_huge_png_is_refused_by_its_header(size: tuple[int, int], count: str) -> None:
    """I13, I14: no pixel is decoded, and nothing is only warned about."""
    assert refusal(huge_png_header(size)) == (
        f"image: {count} megapixels; the limit for a PNG file is 50 megapixels. "
        "Save the picture smaller."
    )


def test_a_huge_jpeg_is_refused_by_its_header() -> None:
    """The same for a JPEG beyond what its decoder can thin out."""
    small = saved(drawing((400, 300)), "JPEG")
    size_at = small.index(b"\xff\xc0") + 5
    huge = struct.pack(">HH", 60_000, 60_000)

    sentence = refusal(small[:size_at] + huge + small[size_at + 4 :])

    assert sentence.startswith("image: 3,600 megapixels; the limit for a JPEG file")


BOMB = zlib.compress(bytes(80_000_000), 9)


@pytest.mark.parametrize(
    "chunk",
    [
        png_chunk(b"zTXt", b"Comment\0\0" + BOMB),
        png_chunk(b"iCCP", b"profile\0\0" + BOMB),
        png_chunk(b"iTXt", b"Comment\0\1\0\0\0" + BOMB),
    ],
    ids=["zTXt", "iCCP", "iTXt"],
)
def test_metadata_that_unpacks_without_end(chunk: bytes) -> None:
    """I15: 80 MB of text in a few kB are never unpacked."""
    assert refusal(png_of(chunk)) == (
        "image: the PNG file has damaged metadata that unpacks without end. "
        "Save or download it again."
    )


@pytest.mark.parametrize("missing", [3, 1000, 20_000])
def test_a_jpeg_cut_short(missing: int) -> None:
    """I16: a picture that ends early is not filled up with grey."""
    data = saved(noise(), "JPEG")

    assert refusal(data[:-missing]) == (
        "image: the JPEG file is cut short. Save or download it again."
    )


@pytest.mark.parametrize("kept", [40, 200, 20_000])
def test_a_png_cut_short(kept: int) -> None:
    """I16: the same for a PNG."""
    assert refusal(saved(noise())[:kept]) == (
        "image: the PNG file is cut short. Save or download it again."
    )


def test_a_png_with_a_wrong_checksum() -> None:
    """I17: damaged pixels are noticed."""
    data = bytearray(saved(noise()))
    data[len(data) // 2] ^= 0xFF

    assert refusal(bytes(data)) == (
        "image: the PNG file is damaged. Save or download it again."
    )


def test_a_png_without_pixels() -> None:
    """I17: a header alone is no picture."""
    data = saved(drawing())

    assert "PNG file is" in refusal(data[:33] + png_chunk(b"IEND", b""))


def test_a_png_of_no_size() -> None:
    """I22: 0 by 0."""
    assert "damaged" in refusal(png_of(size=(0, 0)))


@pytest.mark.parametrize("size", [(299, 800), (800, 299), (1, 1), (200, 200)])
def test_too_small(size: tuple[int, int]) -> None:
    """I18, I22: enlarging would pay for pixels that are not there."""
    assert refusal(drawing(size)) == (
        f"image: {size[0]}\N{MULTIPLICATION SIGN}{size[1]}; each side must be at "
        "least 300 pixels. Choose a larger picture."
    )


@pytest.mark.parametrize(
    ("size", "ratio"),
    [((1000, 399), "2.51:1"), ((399, 1000), "1:2.51"), ((3000, 300), "10.00:1")],
)
def test_too_long_and_thin(size: tuple[int, int], ratio: str) -> None:
    """I20: what to crop is the user's choice."""
    assert refusal(drawing(size)) == (
        f"image: {size[0]}\N{MULTIPLICATION SIGN}{size[1]}, ratio {ratio}; allowed is "
        "1:2.5 to 2.5:1. Crop the long side."
    )
