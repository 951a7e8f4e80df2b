"""Reading a tag from a file that anybody may have made."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from kling_widgets.clips import check_mp4
from kling_widgets.clips._tags import read_tag, write_tag
from kling_widgets.errors import DownloadError
from tests.clips._content import decoded
from tests.clips._recipes import movie_bytes


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=9_000))
@settings(max_examples=40, deadline=None)
def test_any_text_survives(text: str) -> None:
    """A short one, a long one, in any script; the pictures do too."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        path.write_bytes(movie_bytes())
        before = decoded(path)

        write_tag(path, text)

        assert read_tag(path) == text
        assert decoded(path) == before
        check_mp4(path)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    """Whatever bytes change, nothing but the one error comes out."""
    content = bytearray(movie_bytes())
    places = st.integers(0, len(content) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        path.write_bytes(content)
        try:
            read_tag(path)
            write_tag(path, "x")
        except DownloadError:
            assert path.read_bytes() == bytes(content)


def test_boxes_without_end_are_refused(tmp_path: Path) -> None:
    """Each in another: whoever follows them runs out of places to come back to."""
    content = b""
    for _ in range(3_000):
        content = struct.pack(">I4s", len(content) + 8, b"moov") + content
    path = tmp_path / "clip.mp4"
    path.write_bytes(movie_bytes()[:32] + content)

    with pytest.raises(DownloadError, match=r"clip\.mp4' cannot be read"):
        read_tag(path)
