"""The kind of a file, by its first bytes."""

from __future__ import annotations

from typing import Final

PNG: Final = "PNG"
JPEG: Final = "JPEG"

SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"8BPS", "PSD"),
    (b"\0\0\1\0", "ICO"),
    (b"%PDF", "PDF"),
    (b"%!PS", "EPS"),
    (b"\xc5\xd0\xd3\xc6", "EPS"),
    (b"PK\3\4", "ZIP"),
    (b"\x1aE\xdf\xa3", "WebM"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
)

BRANDS: Final = {
    b"avif": "AVIF",
    b"avis": "AVIF",
    b"heic": "HEIC",
    b"heix": "HEIC",
    b"mif1": "HEIC",
    b"msf1": "HEIC",
}
"""Brands of the ISO base media format that hold a still picture."""

OPENED_BY_PILLOW: Final = {"AVIF", "BMP", "GIF", "ICO", "JPEG 2000", "TIFF", "WebP"}
"""Kinds that a user can open, by their own choice of decoder."""


def kind_of(data: bytes) -> str:
    """`PNG`, `JPEG`, the name of another known kind, or an empty text."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    if data[4:8] == b"ftyp":
        return BRANDS.get(data[8:12], "video")
    return _markup(data)


def _markup(data: bytes) -> str:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head.startswith(b"<"):
        return ""
    if b"<svg" in head and b"<html" not in head:
        return "SVG"
    return "HTML"
