"""Pictures that are too small, or too long and thin."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image

from kling_widgets.errors import InputError
from kling_widgets.images import EncodedImage, Mend, prepare, ways_to_mend

TIMES = "\N{MULTIPLICATION SIGN}"


def stripes(width: int, height: int) -> Image.Image:
    """Red on the left, green in the middle, blue on the right."""
    levels = np.zeros((height, width, 3), np.uint8)
    for third, (left, right) in enumerate([(0, 1), (1, 2), (2, 3)]):
        levels[:, width * left // 3 : width * right // 3, third] = 255
    return Image.fromarray(levels)


def opened(image: EncodedImage) -> Image.Image:
    return Image.open(io.BytesIO(image.data)).convert("RGB")


def within_limits(size: tuple[int, int] | None) -> bool:
    assert size is not None
    long_side, short_side = max(size), min(size)
    return short_side >= 300 and long_side * 2 <= short_side * 5 and long_side <= 4096


def test_a_small_picture_can_be_enlarged() -> None:
    """Its short side then has what Kling asks for, and its ratio stays."""
    small = stripes(200, 150)

    image = prepare(small, mend=Mend.ENLARGE)

    assert ways_to_mend(small) == ((Mend.ENLARGE, (400, 300)),)
    assert image.size == (400, 300)
    assert image.notes == (f"enlarged from 200{TIMES}150 to 400{TIMES}300",)
    assert opened(image).getpixel((50, 150)) == (255, 0, 0)


def test_a_strip_can_be_cropped() -> None:
    """Both ends go, so that the middle stays."""
    image = prepare(stripes(3000, 600), mend=Mend.CROP)

    assert image.size == (1500, 600)
    assert image.notes == (f"cropped from 3000{TIMES}600 to 1500{TIMES}600",)
    assert opened(image).getpixel((750, 300)) == (0, 255, 0)
    assert opened(image).getpixel((100, 300)) == (255, 0, 0)


def test_a_strip_can_be_padded() -> None:
    """All of it stays, in the middle; around it are its own colours."""
    image = prepare(stripes(3000, 600), mend=Mend.PAD)

    picture = opened(image)
    assert image.size == (3000, 1200)
    assert image.notes == (f"padded from 3000{TIMES}600 to 3000{TIMES}1200",)
    assert picture.crop((0, 300, 3000, 900)).tobytes() == stripes(3000, 600).tobytes()
    assert picture.getpixel((200, 50)) == (255, 0, 0)
    assert picture.getpixel((2800, 1150)) == (0, 0, 255)


def test_a_standing_strip_is_padded_at_its_sides() -> None:
    """Width and height change places."""
    assert prepare(stripes(400, 2000), mend=Mend.PAD).size == (800, 2000)


def test_a_small_strip_is_enlarged_as_well() -> None:
    """Each way ends within the limits."""
    image = prepare(stripes(400, 100), mend=Mend.CROP)

    assert image.size == (750, 300)
    assert image.notes == (
        f"cropped from 400{TIMES}100 to 250{TIMES}100",
        f"enlarged from 250{TIMES}100 to 750{TIMES}300",
    )


def test_a_very_long_strip_is_shrunk_before_it_is_padded() -> None:
    """Padded at full size it would not fit into memory."""
    image = prepare(stripes(30_000, 300), mend=Mend.PAD)

    assert image.size == (4096, 1639)


@pytest.mark.parametrize("fine", [(400, 300), (750, 300), (300, 750)])
def test_a_picture_of_a_good_size_needs_nothing(fine: tuple[int, int]) -> None:
    """Nothing is offered for it."""
    assert ways_to_mend(stripes(*fine)) == ()


@pytest.mark.parametrize("other", ["https://example.com/a.png", b"no picture", None])
def test_what_has_no_size_here_is_offered_nothing(other: object) -> None:
    """A link is not fetched, and what is no picture cannot be mended."""
    assert ways_to_mend(other) == ()


def test_without_being_asked_nothing_is_mended() -> None:
    """A picture is never changed that much in silence."""
    with pytest.raises(InputError, match="at least 300 pixels"):
        prepare(stripes(200, 150))


sides = st.integers(1, 700) | st.integers(1, 6000)


@settings(max_examples=60, deadline=None)
@given(short_side=st.integers(1, 400), long_side=sides, stands=st.booleans())
def test_what_is_offered_ends_within_the_limits(
    *, short_side: int, long_side: int, stands: bool
) -> None:
    """Any picture: what is offered can be done, and has the size that was said."""
    size = (short_side, long_side) if stands else (long_side, short_side)
    picture = Image.new("RGB", size)

    for mend, said in ways_to_mend(picture):
        image = prepare(picture, mend=mend)

        assert image.size == said
        assert within_limits(image.size)
