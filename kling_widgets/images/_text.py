"""A text that stands for a picture: a path, a `data:` address or bare base64."""

from __future__ import annotations

import base64
import binascii
import os
import re
from typing import Final

from ..errors import InputError
from ._files import read_file
from ._limits import MAX_PATH_LENGTH
from ._say import shown
from ._sniff import kind_of

DATA: Final = re.compile(r"data:([\w.+-]*/?[\w.+-]*)((?:;[^,;]*)*),", re.IGNORECASE)

HEAD: Final = 64
"""Characters of base64 that are enough to tell a picture's kind."""

URL_SAFE: Final = str.maketrans("-_", "+/")


def read_text(text: str, field: str) -> tuple[bytes, tuple[str, ...]]:
    """The bytes that the text stands for, and what was done to get at them.

    Raises:
        InputError: it stands for nothing that can be read.
    """
    if not text.strip():
        raise InputError(
            f"{field}: nothing given. Pass a path, bytes, a PIL image or an https URL.",
            field=field,
        )
    if text.lstrip()[:5].lower() == "data:":
        return _from_data_address(text.strip(), field)
    if len(text) <= MAX_PATH_LENGTH and _is_there(text):
        return read_file(text, field), ()
    if _starts_like_a_picture(text):
        return from_base64(text, field), ()
    return _as_path(text, field), ()


def from_base64(text: str, field: str) -> bytes:
    """Base64 in either alphabet, with or without line breaks and padding.

    Raises:
        InputError: it is damaged.
    """
    compact = "".join(text.split()).translate(URL_SAFE).rstrip("=")
    padded = compact + "=" * (-len(compact) % 4)
    try:
        return base64.b64decode(padded, validate=True)
    except (binascii.Error, ValueError) as exc:
        raise InputError(
            f"{field}: damaged base64 ({len(text):,} characters). Copy it again whole.",
            field=field,
        ) from exc


def _from_data_address(text: str, field: str) -> tuple[bytes, tuple[str, ...]]:
    match = DATA.match(text)
    if match is None:
        raise InputError(
            f"{field}: a data: address without a comma. Copy it again whole.",
            field=field,
        )
    media_type, options = match.groups()
    if not media_type.lower().startswith("image/"):
        raise InputError(
            f"{field}: the data: address holds {shown(media_type or 'text/plain')}, "
            "not a picture.",
            field=field,
        )
    if ";base64" not in options.lower():
        raise InputError(
            f"{field}: the data: address is not base64. Save the picture as PNG.",
            field=field,
        )
    prefix = "the data: prefix was taken off"
    return from_base64(text[match.end() :], field), (prefix,)


def _is_there(text: str) -> bool:
    if "\0" in text:
        return False
    return os.path.lexists(os.path.expanduser(text))  # noqa: PTH111 - takes any "~x"


def _starts_like_a_picture(text: str) -> bool:
    head = "".join(text[: HEAD * 2].split())[:HEAD].translate(URL_SAFE)
    if len(head) < HEAD:
        return False
    try:
        return bool(kind_of(base64.b64decode(head, validate=True)))
    except (binascii.Error, ValueError):
        return False


def _as_path(text: str, field: str) -> bytes:
    if len(text) <= MAX_PATH_LENGTH and "\n" not in text.strip():
        return read_file(text.strip(), field)
    raise InputError(
        f"{field}: text of {len(text):,} characters is neither a path, a URL "
        "nor the base64 of a picture.",
        field=field,
    )
