"""A picture as the wire carries it: a URL, or base64 text without a prefix."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Protocol, runtime_checkable

from ..errors import InputError
from ._text import plain, shown
from ._urls import check_url, is_private, looks_like_url, private_sentence

MAX_IMAGE_BYTES = 10_000_000
"""Kling says 10 MB; the smaller reading of that is safe."""

SIGNATURES = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
"""How the two formats begin that Kling takes (Kling's documentation, 2026-03)."""

_DATA_PREFIX = re.compile(r"\s*data:[^,]{0,200},", re.IGNORECASE)
_SHORT = 4_096


@runtime_checkable
class HasWire(Protocol):
    """Anything that knows its own wire text, such as an encoded image."""

    @property
    def wire(self) -> str:
        """Raw base64 text or a URL."""
        ...


def picture_text(value: object, field: str) -> str:
    """Return a picture's wire text, or raise `InputError` with what to pass."""
    text = value.wire if isinstance(value, HasWire) else value
    if text is None or (isinstance(text, str) and not text):
        raise InputError(f"{field}: nothing given. {_ADVICE}", field=field)
    if not isinstance(text, str):
        kind = type(value).__name__
        raise InputError(f"{field}: need text, got {kind}. {_ADVICE}", field=field)
    text = plain(text)
    if looks_like_url(text) and not _DATA_PREFIX.match(text):
        return _url(text, field)
    return _base64(text, field)


def describe(text: str) -> str:
    """Name a picture's wire text without showing it: its size, or its URL."""
    if looks_like_url(text):
        return shown(text.partition("?")[0])
    return f"<base64, {len(text) * 3 // 4000} kB>"


_ADVICE = "Pass an https URL or base64 text; a file is turned into that by `prepare`."


def _url(text: str, field: str) -> str:
    check_url(text, field)
    if is_private(text):
        advice = "Pass the picture itself instead."
        raise InputError(private_sentence(text, field, advice), field=field)
    return text


def _base64(text: str, field: str) -> str:
    packed = "".join(_DATA_PREFIX.sub("", text, count=1).split())
    packed = packed.replace("-", "+").replace("_", "/")
    packed += "=" * (-len(packed) % 4)
    try:
        data = base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        raise InputError(_neither(text, field), field=field) from None
    _check_bytes(data, field)
    return packed


def _neither(text: str, field: str) -> str:
    if len(text) <= _SHORT:
        return f"{field}: {shown(text)} is neither a URL nor base64 text. {_ADVICE}"
    return f"{field}: text of {len(text):,} characters is not base64. {_ADVICE}"


def _check_bytes(data: bytes, field: str) -> None:
    if not data.startswith(tuple(SIGNATURES)):
        start = data[:12].decode("ascii", "replace")
        text = f"{field}: no PNG or JPEG (it starts with {shown(start)}). {_ADVICE}"
        raise InputError(text, field=field)
    if len(data) > MAX_IMAGE_BYTES:
        size = f"{len(data) / 1e6:.1f} MB, the limit is 10 MB"
        raise InputError(f"{field}: {size}. `prepare` shrinks it.", field=field)
