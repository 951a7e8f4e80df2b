"""A clip's info is what its file says of itself."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import TYPE_CHECKING

import pytest

from kling_widgets.clips import Clip, ClipInfo
from kling_widgets.errors import DownloadError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clips._movies import MakeMovie


def test_info_is_the_file_s(movie: Path) -> None:
    """Size, speed, length, codecs and weight are read from the file."""
    info = Clip(movie).info

    assert info == ClipInfo(
        width=64,
        height=48,
        duration=2.0,
        fps=12.0,
        codec="h264",
        sound=None,
        bytes=movie.stat().st_size,
    )


def test_sound_is_told_by_its_codec(make_movie: MakeMovie) -> None:
    """A clip with an audio track says how it is coded."""
    info = Clip(make_movie(sound=True)).info

    assert (info.sound, info.has_sound) == ("aac", True)


def test_the_size_is_a_pair(movie: Path) -> None:
    """Width and height come together, as Pillow has them."""
    assert Clip(movie).info.size == (64, 48)


def test_info_reads_as_a_line(movie: Path) -> None:
    """Printed, it says what stands under a clip."""
    assert str(Clip(movie).info) == "2.0 s · 64\N{MULTIPLICATION SIGN}48"


def test_info_does_not_change(movie: Path) -> None:
    """It is a value."""
    with pytest.raises(FrozenInstanceError):
        Clip(movie).info.width = 1  # type: ignore[misc]


def test_no_file_has_no_info(tmp_path: Path) -> None:
    """A deleted file is told in a sentence."""
    with pytest.raises(DownloadError, match="no longer at"):
        Clip(tmp_path / "gone.mp4").info  # noqa: B018 - reading it is the test
