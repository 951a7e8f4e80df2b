"""Every kind of thing that holds a picture becomes one that Kling takes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from kling_widgets.errors import InputError
from kling_widgets.images import EncodedImage, open_wire, prepare, thumbnail

if TYPE_CHECKING:
    from pathlib import Path

SIZE = (640, 480)


def test_a_link_is_passed_on_unfetched() -> None:
    """An https URL becomes the wire's text as it is."""
    encoded = prepare("https://example.com/cat.png")

    assert encoded.wire == "https://example.com/cat.png"


def test_a_prepared_picture_comes_back_itself() -> None:
    """Preparing twice changes nothing."""
    encoded = prepare(Image.new("RGB", SIZE))

    assert prepare(encoded) is encoded


def test_the_wire_opens_again_as_the_same_picture() -> None:
    """What a drawing is sent as shows the very same pixels."""
    drawing = Image.effect_noise(SIZE, 60).convert("RGB")

    opened = open_wire(prepare(drawing).wire)

    assert np.array_equal(np.asarray(opened), np.asarray(drawing))


def test_a_thumbnail_is_a_small_jpeg() -> None:
    """A thumbnail keeps the ratio within the side asked for."""
    small = thumbnail(prepare(Image.new("RGB", SIZE)), 160)

    assert Image.open(io.BytesIO(small)).size == (160, 120)


def test_nothing_is_no_picture() -> None:
    """None is refused with the ways to pass a picture."""
    with pytest.raises(InputError) as caught:
        prepare(None, field="image_tail")

    assert str(caught.value) == (
        "image_tail: nothing given. Pass a path, bytes, a PIL image or an https URL."
    )
    assert caught.value.field == "image_tail"


def test_a_path_is_read(tmp_path: Path) -> None:
    """A path as text or as Path is the file behind it."""
    path = tmp_path / "cat.png"
    Image.new("RGB", SIZE, "tan").save(path)

    by_text, by_path = prepare(str(path)), prepare(path)

    assert by_text == by_path
    assert isinstance(by_text, EncodedImage)
    assert by_text.size == SIZE
