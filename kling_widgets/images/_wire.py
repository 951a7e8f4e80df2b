"""The wire's text back to a picture, for whoever receives a request."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Final

from ..errors import InputError
from ._colour import to_rgb
from ._decode import damage_told, decode
from ._limits import MAX_IMAGE_BYTES, MAX_PIXELS
from ._links import is_link
from ._say import megabytes, megapixels
from ._upright import read_orientation, turned

if TYPE_CHECKING:
    from PIL.Image import Image

FIELD: Final = "image"


def open_wire(text: str) -> Image:
    """The upright RGB picture that a request's text carries.

    It is as strict as the provider: plain base64 of a PNG or JPEG within 10 MB, no
    prefix, no line break. Sides and ratio are not judged, so it opens masks too.

    Raises:
        InputError: it is a link, no such base64, or no such picture.
    """
    data = _decoded(text)
    if len(data) > MAX_IMAGE_BYTES:
        raise InputError(
            f"{FIELD}: {megabytes(len(data))}, the limit is "
            f"{megabytes(MAX_IMAGE_BYTES)}.",
            field=FIELD,
        )
    picture = decode(data, FIELD)
    count = picture.width * picture.height
    if count > MAX_PIXELS:
        raise InputError(
            f"{FIELD}: {megapixels(count)}, the limit is {megapixels(MAX_PIXELS)}.",
            field=FIELD,
        )
    with damage_told(picture.format or "picture", FIELD):
        picture.load()
    upright = turned(picture, read_orientation(picture))
    return to_rgb(upright, FIELD)[0]


def _decoded(text: str) -> bytes:
    if is_link(text):
        raise InputError(f"{FIELD}: a link, which is not fetched.", field=FIELD)
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as exc:
        raise InputError(
            f"{FIELD}: not plain base64 of a picture file.", field=FIELD
        ) from exc
