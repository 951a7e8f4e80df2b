"""The wire's text opens again as strictly as the provider opens it."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from kling_widgets.errors import InputError
from kling_widgets.images import open_wire
from tests.images._pictures import drawing, huge_png_header, noise, saved, sideways


def wire(data: bytes) -> str:
    return base64.b64encode(data).decode()


def test_a_picture_opens_upright() -> None:
    """Other clients send files as their cameras wrote them."""
    opened = open_wire(wire(sideways(6, (640, 480))))

    assert opened.mode == "RGB"
    assert opened.size == (480, 640)


def test_a_small_picture_opens() -> None:
    """Sides and ratio are judged elsewhere, so that masks open too."""
    assert open_wire(wire(saved(drawing((10, 4), "1")))).size == (10, 4)


def test_transparency_is_white() -> None:
    """As Kling sees it, the sheet is white."""
    opened = open_wire(wire(saved(drawing(mode="RGBA").copy())))

    assert np.array_equal(np.asarray(opened), np.asarray(drawing()))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("https://example.com/cat.png", "image: a link, which is not fetched."),
        ("", "image: the file is empty (0 bytes)."),
        ("data:image/png;base64,AAAA", "image: not plain base64 of a picture file."),
        ("not base64!", "image: not plain base64 of a picture file."),
        ("고양이", "image: not plain base64 of a picture file."),
        (wire(saved(drawing()))[:-1], "image: not plain base64 of a picture file."),
        (wire(saved(drawing(), "GIF")), "image: GIF is not accepted"),
        (wire(saved(noise())[:-2000]), "image: the PNG file is cut short."),
        (wire(huge_png_header((9000, 9000))), "image: 81 megapixels; the limit"),
        (wire(bytes(10_000_001)), "image: 10 MB, the limit is 10 MB."),
        (wire(saved(drawing((8000, 7000)), "JPEG")), "image: 56 megapixels, the limit"),
    ],
)
def test_what_does_not_open(text: str, sentence: str) -> None:
    """Each refusal has its sentence."""
    with pytest.raises(InputError) as caught:
        open_wire(text)

    assert str(caught.value).startswith(sentence)
    assert caught.value.field == "image"
