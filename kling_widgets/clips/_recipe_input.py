"""A picture that went into a clip, known again by its fingerprint."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Any, Final

from ._pictures import MASKS, PICTURES
from ._reading import needed, optional, refusal

FIELD: Final = re.compile(rf"{'|'.join(PICTURES)}|{MASKS}\[\d{{1,2}}\]\.mask")
SHA256: Final = re.compile(r"[0-9a-f]{64}")
LINK: Final = re.compile(
    r"(?P<scheme>https?://)(?:[^/?#]*@)?(?P<address>[^/?#]*[^?#]*)", re.IGNORECASE
)

SUFFIXES: Final = {"image/png": ".png", "image/jpeg": ".jpg"}
SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeInput:
    """One picture of a request, without its pixels."""

    field: str
    """The API's name of the parameter, for example `image`."""

    sha256: str
    """The fingerprint of the file that was sent, or of the link's text."""

    media_type: str = ""
    """`image/png` or `image/jpeg`; empty for a link."""

    bytes: int = 0
    """Length of the file; 0 for a link."""

    url: str | None = None
    """The link, if the picture was one. What follows a `?` is never kept: it may be
    a signature that lets others in."""

    is_whole: bool = True
    """Whether nothing of the link was left out."""

    def __post_init__(self) -> None:
        """Refuse what could lead anywhere but to a picture."""
        if not FIELD.fullmatch(self.field):
            raise refusal(f"no parameter {self.field[:40]!r} takes a picture")
        if not SHA256.fullmatch(self.sha256):
            raise refusal(f"the fingerprint of {self.field} is none")
        if self.url is not None and self.url != _plain_address(self.url):
            raise refusal(f"the link of {self.field} is no plain address")
        if self.url is None and self.media_type not in SUFFIXES:
            raise refusal(f"{self.field} is neither PNG nor JPEG")

    @classmethod
    def of(cls, field: str, text: str) -> RecipeInput:
        """Describe a picture as the wire has it: a link or base64.

        Raises:
            InputError: it is neither, or no PNG or JPEG.
        """
        address = _plain_address(text)
        if address is not None:
            digest = hashlib.sha256(text.encode()).hexdigest()
            is_whole = address == text
            return cls(field=field, sha256=digest, url=address, is_whole=is_whole)
        data = picture_bytes(field, text)
        return cls(
            field=field,
            sha256=hashlib.sha256(data).hexdigest(),
            media_type=_media_type(data),
            bytes=len(data),
        )

    @property
    def file_name(self) -> str:
        """The name under which the file is kept: it says what is in it, not where."""
        return self.sha256 + SUFFIXES.get(self.media_type, "")

    def to_json(self) -> dict[str, Any]:
        """The input as a recipe's JSON has it."""
        base = {"field": self.field, "sha256": self.sha256}
        if self.url is not None:
            return {**base, "url": self.url, "is_whole": self.is_whole}
        return {**base, "media_type": self.media_type, "bytes": self.bytes}

    @classmethod
    def from_json(cls, data: object) -> RecipeInput:
        """Read an input that `to_json` wrote.

        Raises:
            InputError: it is none.
        """
        return cls(
            field=needed(data, "field", str),
            sha256=needed(data, "sha256", str),
            media_type=optional(data, "media_type", str) or "",
            bytes=optional(data, "bytes", int) or 0,
            url=optional(data, "url", str),
            is_whole=optional(data, "is_whole", bool) is not False,
        )


def picture_bytes(field: str, text: str) -> bytes:
    """The file that a picture's base64 stands for.

    Raises:
        InputError: it is no base64.
    """
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as exc:
        raise refusal(f"{field} is no base64") from exc


def _media_type(data: bytes) -> str:
    return next((kind for start, kind in SIGNATURES if data.startswith(start)), "")


def _plain_address(text: str) -> str | None:
    """A link without a signature, a password or a place in the page."""
    link = LINK.match(text)
    return link and link["scheme"] + link["address"]
