"""Every colour model that Pillow knows, to 8-bit RGB as a screen shows it."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from ._levels import TOP, to_levels
from ._say import printable

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsProfile

MAX_PROFILE_BYTES: Final = 4_000_000

NAMES: Final = {
    "1": "black and white",
    "L": "grey",
    "P": "a palette",
}
"""Pillow's modes whose letters say nothing to a person."""

OPAQUE: Final = (TOP, TOP)


def to_rgb(picture: Image, field: str, paper: str = "white") -> tuple[Image, list[str]]:
    """The picture as plain RGB, transparency laid on `paper`, and what was done.

    A picture that is plain RGB already comes back itself.

    Raises:
        InputError: its levels cannot be read as brightness.
    """
    steps = (
        partial(_to_8_bits, field=field),
        partial(_flattened, paper=paper),
        _in_screen_colours,
        _as_rgb,
    )
    notes: list[str] = []
    for step in steps:
        picture, note = step(picture)
        if note:
            notes.append(note)
    return picture, notes


def _to_8_bits(picture: Image, *, field: str) -> tuple[Image, str | None]:
    """Pillow's deep modes (`I;16`, `I`, `F`) as grey."""
    import numpy as np
    from PIL import Image

    if not picture.mode.startswith(("I", "F")):
        return picture, None
    array = np.asarray(picture)
    top = array.max(initial=0)
    if picture.mode == "I" and array.min(initial=0) >= 0 and top > TOP:
        array = array.astype("uint16") if top < 1 << 16 else array
    if picture.mode == "F" and 1 < top <= TOP:
        array = array / TOP
    levels, note = to_levels(array, field)
    return Image.fromarray(levels), note


def _flattened(picture: Image, *, paper: str) -> tuple[Image, str | None]:
    """Without transparency: what shone through becomes `paper`."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture, None
    if picture.mode == "La":
        picture = picture.convert("LA")
    layer = picture.convert("RGBA")
    if layer.getchannel("A").getextrema() == OPAQUE:
        return layer.convert("RGB"), None
    sheet = Image.new("RGBA", layer.size, paper)
    sheet.alpha_composite(layer)
    return sheet.convert("RGB"), f"transparency filled with {paper}"


def _in_screen_colours(picture: Image) -> tuple[Image, str | None]:
    """In sRGB: phones and print shops tag their files with other colour spaces."""
    from PIL.ImageCms import PyCMSError

    try:
        profile = _profile(picture)
        return (picture, None) if profile is None else _moved(picture, profile)
    except (PyCMSError, OSError, ValueError, TypeError):
        return picture, "its colour profile is unreadable and was left out"


def _profile(picture: Image) -> ImageCmsProfile | None:
    """The colour space that the picture says it is in."""
    from PIL import ImageCms

    if picture.mode == "LAB":
        return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    icc = picture.info.get("icc_profile")
    if picture.mode not in {"RGB", "CMYK"} or not icc or len(icc) > MAX_PROFILE_BYTES:
        return None
    return ImageCms.ImageCmsProfile(io.BytesIO(icc))


def _moved(picture: Image, profile: ImageCmsProfile) -> tuple[Image, str | None]:
    from PIL import ImageCms

    name = ImageCms.getProfileDescription(profile).strip()
    if picture.mode == "RGB" and name.startswith("sRGB"):
        return picture, None
    screen = ImageCms.createProfile("sRGB")
    moved = ImageCms.profileToProfile(picture, profile, screen, outputMode="RGB")
    space = picture.mode if picture.mode == "LAB" else printable(name)
    return cast("Image", moved), f"colours converted from {space} to sRGB"


def _as_rgb(picture: Image) -> tuple[Image, str | None]:
    if picture.mode == "RGB":
        return picture, None
    name = NAMES.get(picture.mode, picture.mode)
    return picture.convert("RGB"), f"converted from {name} to RGB"
