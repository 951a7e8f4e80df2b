"""A prepared picture is a value that keeps its bytes to itself."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import io

import pytest
from PIL import Image

from kling_widgets.images import EncodedImage, prepare, thumbnail
from tests.images._pictures import drawing

TIMES = "\N{MULTIPLICATION SIGN}"


def test_the_wire_is_plain_base64() -> None:
    """Kling refuses a `data:` prefix."""
    encoded = prepare(drawing())

    assert base64.b64decode(encoded.wire, validate=True) == encoded.data


def test_the_fingerprint_is_of_what_is_sent() -> None:
    """SHA-256 over the file, or over the link."""
    encoded, link = prepare(drawing()), prepare("https://example.com/a.png")

    assert encoded.sha256 == hashlib.sha256(encoded.data).hexdigest()
    assert link.sha256 == hashlib.sha256(b"https://example.com/a.png").hexdigest()


def test_the_repr_tells_and_shows_nothing() -> None:
    """Kind, size, weight and notes: never the bytes."""
    encoded = prepare(drawing((5000, 4096)))

    assert repr(encoded).startswith(f"<EncodedImage PNG 4096{TIMES}3356, ")
    assert repr(encoded).endswith(
        f"kB, shrunk from 5000{TIMES}4096 to 4096{TIMES}3356>"
    )


def test_it_cannot_be_changed() -> None:
    """What was shown is what is sent."""
    encoded = prepare(drawing())

    with pytest.raises(dataclasses.FrozenInstanceError):
        encoded.data = b""  # type: ignore[misc]


def test_equal_pictures_are_equal() -> None:
    """It is a value, and a key."""
    assert {prepare(drawing()), prepare(drawing())} == {prepare(drawing())}


@pytest.mark.parametrize(
    ("data", "media_type", "url"),
    [
        (b"", "", None),
        (b"x", "image/png", "https://example.com/a.png"),
        (b"x", "image/webp", None),
    ],
)
def test_nonsense_cannot_be_built(
    data: bytes, media_type: str, url: str | None
) -> None:
    """Bytes or a link, and one of two kinds."""
    with pytest.raises(ValueError, match=r"EncodedImage|media_type"):
        EncodedImage(data=data, media_type=media_type, url=url)


def test_it_shows_itself_small() -> None:
    """A cell shows a thumbnail, not the upload."""
    bundle = prepare(drawing((2000, 1000)))._repr_mimebundle_(include=None)

    shown = Image.open(io.BytesIO(base64.b64decode(bundle["image/jpeg"])))
    assert shown.size == (640, 320)
    assert set(bundle) == {"text/plain", "image/jpeg"}


@pytest.mark.parametrize(
    ("side", "size"), [(100, (100, 50)), (320, (320, 160)), (9999, (2000, 1000))]
)
def test_a_thumbnail_is_as_small_as_asked(side: int, size: tuple[int, int]) -> None:
    """It never grows."""
    small = thumbnail(prepare(drawing((2000, 1000))), side)

    assert Image.open(io.BytesIO(small)).size == size
