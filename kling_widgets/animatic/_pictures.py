"""Every picture of a request comes in here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PIL import Image

from ..errors import InputError
from ..images import open_wire
from ._area import painted
from ._card import draw_card

if TYPE_CHECKING:
    from collections.abc import Mapping


def open_picture(request: Mapping[str, Any], field: str) -> Image.Image:
    """Open a picture of a request; one that is only a URL becomes a card."""
    text = request.get(field)
    if not isinstance(text, str) or not text.strip():
        raise InputError(
            f"The request has no {field}: give a base64 picture or a URL.", field=field
        )
    return draw_card(text.strip()) if is_url(text) else _opened(text, field)


def open_mask(text: object, field: str, size: tuple[int, int]) -> Image.Image:
    """Open a base64 mask in black and white at a frame's size, whatever its own."""
    if not isinstance(text, str):
        raise InputError(
            f"The mask in {field} is {type(text).__name__}, not text: give a base64 "
            "picture, white where it counts.",
            field=field,
        )
    grey = _opened(text, field).convert("L")
    if grey.size != size:
        grey = grey.resize(size, Image.Resampling.BILINEAR)
    return painted(grey)


def is_url(text: object) -> bool:
    """Tell a URL from base64. Nothing is ever fetched here."""
    if not isinstance(text, str):
        return False
    return text.lstrip().lower().startswith(("http://", "https://"))


def _opened(text: str, field: str) -> Image.Image:
    try:
        return open_wire(text)
    except InputError as exc:
        if exc.field == field:
            raise
        message = exc.message.removeprefix(f"{exc.field}: ")
        raise InputError(f"{field}: {message}", field=field) from exc
