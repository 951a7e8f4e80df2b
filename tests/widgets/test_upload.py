"""A file arriving in pieces."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from kling_widgets.widgets.picker._upload import MAX_BYTES, Upload
from kling_widgets.widgets.view._messages import MAX_MESSAGE_BYTES


def begun(size: int) -> Upload:
    upload = Upload.begin({"upload": "u", "name": "cat.png", "size": size})
    assert upload is not None
    return upload


@given(st.binary(min_size=1, max_size=2000), st.integers(1, 700))
def test_pieces_of_any_length_make_the_file(data: bytes, length: int) -> None:
    """Whatever the pieces, what arrives is what was sent."""
    upload = begun(len(data))

    for offset in range(0, len(data), length):
        piece = data[offset : offset + length]
        assert upload.take({"upload": "u", "offset": offset}, [piece])

    assert upload.complete
    assert bytes(upload.data) == data


@pytest.mark.parametrize(
    "change",
    [
        {"size": MAX_BYTES + 1},
        {"size": -1},
        {"size": True},
        {"size": "9"},
        {"size": 1.5},
        {"name": None},
        {"name": "x" * 256},
        {"upload": 7},
        {"upload": "u" * 65},
    ],
)
def test_a_senseless_announcement_begins_nothing(change: dict[str, Any]) -> None:
    """Size, name and id are checked before a byte is taken."""
    message = {"upload": "u", "name": "cat.png", "size": 9, **change}

    assert Upload.begin(message) is None


@pytest.mark.parametrize(
    ("message", "buffers"),
    [
        ({"upload": "u", "offset": 0}, []),
        ({"upload": "u", "offset": 0}, [b"a", b"b"]),
        ({"upload": "u", "offset": 0}, [b""]),
        ({"upload": "u", "offset": 0}, [b"12345678901"]),
        ({"upload": "u", "offset": 3}, [b"abc"]),
        ({"upload": "v", "offset": 0}, [b"abc"]),
        ({"upload": "u"}, [b"abc"]),
    ],
    ids=["none", "two", "empty", "beyond", "gap", "stranger", "nowhere"],
)
def test_an_unexpected_piece_is_left_out(
    message: dict[str, Any], buffers: list[bytes]
) -> None:
    """Only the one piece that comes next is taken."""
    upload = begun(10)

    taken = upload.take(message, buffers)

    assert (taken, bytes(upload.data)) == (False, b"")


def test_a_piece_that_is_too_big_is_left_out() -> None:
    """A piece has at most a megabyte: servers drop bigger messages."""
    upload = begun(2 * MAX_MESSAGE_BYTES)

    taken = upload.take({"upload": "u", "offset": 0}, [b"x" * (MAX_MESSAGE_BYTES + 1)])

    assert not taken
