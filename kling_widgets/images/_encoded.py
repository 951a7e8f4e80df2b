"""A picture ready for the wire."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from ..errors import InputError
from ._limits import MEDIA_TYPES
from ._say import pixels
from ._small import small_jpeg

FIELD: Final = "image"

SHOWN_SIDE: Final = 640
"""Pixels of the long side when a picture shows itself in a cell."""


@dataclass(frozen=True, slots=True, repr=False)
class EncodedImage:
    """A picture that Kling takes: a JPEG or PNG in memory, or a link to one.

    Build it with `prepare` or `prepare_mask`, which see to the limits.
    """

    data: bytes
    """The file's bytes; empty for a link."""
    media_type: str
    """`image/jpeg` or `image/png`; empty for a link."""
    width: int | None = None
    """Pixels; None for a link, which is never fetched."""
    height: int | None = None
    notes: tuple[str, ...] = ()
    """What was changed on the way, as short sentences."""
    url: str | None = None
    """The link, if the picture is one."""

    def __post_init__(self) -> None:
        if bool(self.data) == bool(self.url):
            raise ValueError("an EncodedImage holds either bytes or a link")
        if self.data and self.media_type not in MEDIA_TYPES:
            raise ValueError(
                f"media_type is {self.media_type!r}, not one of {MEDIA_TYPES}"
            )

    @property
    def wire(self) -> str:
        """What the request carries: the link, or base64 without a prefix."""
        return self.url or base64.b64encode(self.data).decode("ascii")

    @property
    def sha256(self) -> str:
        """The fingerprint of what is sent, in hex."""
        content = self.url.encode() if self.url else self.data
        return hashlib.sha256(content).hexdigest()

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height in pixels, None for a link."""
        if self.width is None or self.height is None:
            return None
        return self.width, self.height

    def __repr__(self) -> str:
        notes = "".join(f", {note}" for note in self.notes)
        return f"<EncodedImage {self._summary()}{notes}>"

    def _summary(self) -> str:
        if self.url:
            parts = urlsplit(self.url)
            return f"{parts.scheme}://{parts.netloc}{parts.path[:60]}"
        kind = self.media_type.removeprefix("image/").upper()
        size = f"{pixels(self.size)}, " if self.size else ""
        return f"{kind} {size}{len(self.data) / 1000:,.0f} kB"

    def _repr_mimebundle_(self, **_choice: Any) -> dict[str, str]:
        bundle = {"text/plain": repr(self)}
        if self.data:
            small = thumbnail(self, SHOWN_SIDE)
            bundle["image/jpeg"] = base64.b64encode(small).decode("ascii")
        return bundle


def thumbnail(image: EncodedImage, side: int = 320) -> bytes:
    """The picture as a JPEG whose long side is at most `side` pixels.

    Raises:
        InputError: the picture is a link, which is never fetched.
    """
    if image.data:
        return small_jpeg(image.data, side, FIELD)
    raise InputError(
        f"{FIELD}: a link has no thumbnail here, because links are not fetched. "
        "Pass the file instead.",
        field=FIELD,
    )
