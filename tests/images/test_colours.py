"""Every colour model becomes 8-bit RGB as a screen shows it."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from kling_widgets.errors import InputError
from kling_widgets.images import open_wire, prepare
from tests.images._pictures import SIZE, drawing, saved

GREY = 90
SHAPE = (400, 500)


def colour_at_corner(anything: Any) -> tuple[int, ...]:
    corner = open_wire(prepare(anything).wire).getpixel((5, 5))
    assert isinstance(corner, tuple)
    return corner


def grey(mode: str) -> Image.Image:
    """A plain grey picture in any of Pillow's modes."""
    if mode == "I;16":
        return Image.fromarray(np.full(SHAPE, GREY * 257, np.uint16))
    if mode in {"P", "PA"}:
        palette = Image.new("P", SHAPE, 0)
        palette.putpalette([GREY] * 3)
        return palette.convert(mode)
    if mode == "LAB":
        return Image.new("LAB", SHAPE, (97, 128, 128))
    base = Image.new("L", SHAPE, GREY)
    if mode in {"La", "RGBa"}:
        return base.convert(mode.upper()).convert(mode)
    return base.convert("RGB").convert(mode)


@pytest.mark.parametrize(
    "mode",
    [
        "L",
        "LA",
        "La",
        "P",
        "PA",
        "RGB",
        "RGBA",
        "RGBa",
        "RGBX",
        "CMYK",
        "YCbCr",
        "HSV",
        "LAB",
        "I",
        "I;16",
        "F",
    ],
)
def test_every_mode_keeps_its_brightness(mode: str) -> None:
    """I25, I26: the same grey comes out of every mode that Pillow has."""
    levels = colour_at_corner(grey(mode))

    assert max(abs(level - GREY) for level in levels) <= 4


def test_black_and_white_stays_so() -> None:
    """I26: one bit becomes eight."""
    picture = Image.new("1", SHAPE, 1)

    assert colour_at_corner(picture) == (255, 255, 255)


@pytest.mark.parametrize(
    ("mode", "note"),
    [
        ("CMYK", "converted from CMYK to RGB"),
        ("L", "converted from grey to RGB"),
        ("P", "converted from a palette to RGB"),
        ("1", "converted from black and white to RGB"),
        ("I;16", "16-bit levels reduced to 8 bits"),
    ],
)
def test_a_conversion_is_said(mode: str, note: str) -> None:
    """I25, I26: and named in words, not in Pillow's letters."""
    picture = grey("I;16") if mode == "I;16" else drawing(mode=mode)

    assert note in prepare(picture).notes


def test_a_cmyk_file_is_not_turned_inside_out() -> None:
    """I25: Adobe's inverted CMYK comes out as it is meant."""
    data = saved(Image.new("RGB", SHAPE, (200, 30, 30)).convert("CMYK"), "JPEG")

    red, green, blue = colour_at_corner(data)

    assert red > 180
    assert max(green, blue) < 60


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_transparency_shows_white(mode: str) -> None:
    """I27: what shone through is white, and that is said."""
    picture = Image.new("RGBA", SHAPE, (255, 0, 0, 0)).convert(mode)

    encoded = prepare(picture)

    assert "transparency filled with white" in encoded.notes
    assert colour_at_corner(picture) == (255, 255, 255)


def test_half_transparency_is_mixed() -> None:
    """I27: half of red on white is pink."""
    levels = colour_at_corner(Image.new("RGBA", SHAPE, (255, 0, 0, 128)))

    assert levels == (255, 127, 127)


@pytest.mark.parametrize("mode", ["P", "RGB", "L"])
def test_a_transparent_colour_of_a_png(mode: str) -> None:
    """I27: PNG can name one colour as transparent, in any mode."""
    transparency: Any = {"P": 0, "RGB": (9, 9, 9), "L": 9}[mode]
    picture = Image.new(mode, SHAPE, transparency)

    data = saved(picture, transparency=transparency)

    assert colour_at_corner(data) == (255, 255, 255)


def test_an_opaque_alpha_channel_is_not_worth_a_word() -> None:
    """I27: nothing shone through, nothing is said."""
    assert prepare(drawing(mode="RGBA")).notes == ()


def test_a_16_bit_png_file() -> None:
    """I26: as scientists save them."""
    ramp = np.linspace(0, 65535, SHAPE[0] * SHAPE[1]).reshape(SHAPE).astype(np.uint16)

    encoded = prepare(saved(Image.fromarray(ramp)))

    sent = np.asarray(open_wire(encoded.wire))[:, :, 0]
    assert np.abs(sent - ramp / 257).max() <= 1
    assert "16-bit levels reduced to 8 bits" in encoded.notes


@pytest.mark.parametrize(
    ("mode", "top", "expected"),
    [("I", 200, 200), ("I", 51_400, 200), ("F", 1.0, 255), ("F", 200.0, 200)],
)
def test_deep_pil_modes_are_read_by_their_range(
    mode: str, top: float, expected: int
) -> None:
    """`I` holds 8 or 16 bits and `F` decimals or levels: the values tell."""
    assert colour_at_corner(Image.new(mode, SHAPE, top)) == (expected,) * 3


def test_depths_that_are_no_brightness() -> None:
    """A height map beyond 16 bits is no picture."""
    with pytest.raises(InputError, match=r"values 70000…70000"):
        prepare(Image.new("I", SHAPE, 70_000))


def swapped_profile() -> bytes:
    """An sRGB profile whose red and green are exchanged, under another name."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    marked = profile.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ")
    swapped = marked.replace(b"????", b"gXYZ")
    return swapped.replace(
        "sRGB built-in".encode("utf-16-be"), "Swap built-in".encode("utf-16-be")
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_other_colour_spaces_are_converted(kind: str) -> None:
    """A wide-gamut photo keeps its look when its profile is left behind."""
    data = saved(
        Image.new("RGB", SIZE, (250, 20, 20)), kind, icc_profile=swapped_profile()
    )

    encoded = prepare(data)

    assert "colours converted from Swap built-in to sRGB" in encoded.notes
    red, green, _ = colour_at_corner(data)
    assert green > red


def test_the_screen_s_own_profile_changes_nothing() -> None:
    """Most files say sRGB, which is what is sent anyway."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    encoded = prepare(saved(drawing(), icc_profile=profile))

    assert encoded.notes == ()


@pytest.mark.parametrize("profile", [b"nonsense", bytes(200)])
def test_an_unreadable_profile_is_left_out(profile: bytes) -> None:
    """A damaged profile does not cost the picture."""
    encoded = prepare(saved(drawing(), icc_profile=profile))

    assert np.array_equal(np.asarray(open_wire(encoded.wire)), np.asarray(drawing()))
    assert encoded.notes == ("its colour profile is unreadable and was left out",)


def test_a_grey_jpeg_file() -> None:
    """A JPEG of one channel becomes one of three."""
    encoded = prepare(saved(drawing(mode="L"), "JPEG"))

    assert Image.open(io.BytesIO(encoded.data)).mode == "RGB"
    assert encoded.media_type == "image/jpeg"
