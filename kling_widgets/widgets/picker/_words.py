"""What the picker says of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...api import clean
from ..view import TIMES

if TYPE_CHECKING:
    from ...images import EncodedImage

MEGABYTE: Final = 1_000_000
UNREADABLE_PICTURE: Final = (
    "This picture could not be read. Try saving it again as PNG or JPEG."
)


def picture_summary(image: EncodedImage | None, name: str = "") -> str:
    """Return what will be sent: name, kind, size."""
    if image is None:
        return ""
    if image.url:
        return f"{image.url} (fetched by Kling, not from here)"
    kind = image.media_type.removeprefix("image/").upper()
    size = f"{image.width}{TIMES}{image.height}"
    facts = f"{kind}, {size}, {_size(len(image.data))}"
    return f"{clean(name)}: {facts}" if name else facts


def too_long(length: int, limit: int) -> str:
    """Return what is wrong with a text that can be neither a path nor a URL."""
    return (
        f"{length:,} characters; a path or URL has at most {limit:,}. "
        "Choose the file itself."
    )


def _size(length: int) -> str:
    if length < MEGABYTE:
        return f"{max(1, round(length / 1000))} kB"
    return f"{length / MEGABYTE:.1f} MB"
