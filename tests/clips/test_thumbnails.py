"""Small pictures of clips, made once."""

from __future__ import annotations

import io
import os
import stat
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from kling_widgets.clips import Thumbnails
from kling_widgets.errors import DownloadError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clips._movies import MakeMovie


@pytest.fixture
def thumbnails(tmp_path: Path) -> Thumbnails:
    return Thumbnails(tmp_path / "thumbnails")


def test_it_is_small_and_shows_the_clip(
    thumbnails: Thumbnails, make_movie: MakeMovie
) -> None:
    """A JPEG of at most 320 pixels with the clip's own shape."""
    data = thumbnails.get(make_movie(size=(640, 360), frames=2))

    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (320, 180))


def test_it_is_made_once(thumbnails: Thumbnails, movie: Path) -> None:
    """The second time it comes from the disk: the clip is not even opened."""
    assert thumbnails.kept(movie) is None
    first = thumbnails.get(movie)
    state = movie.stat()
    movie.write_bytes(b"\0" * state.st_size)
    os.utime(movie, ns=(state.st_atime_ns, state.st_mtime_ns))

    assert thumbnails.get(movie) == thumbnails.kept(movie) == first
    assert len(list(thumbnails.folder.iterdir())) == 1


def test_a_clip_that_changed_gets_another(
    thumbnails: Thumbnails, make_movie: MakeMovie
) -> None:
    """What is shown is what the file holds now."""
    first = thumbnails.get(make_movie())

    assert thumbnails.get(make_movie(size=(48, 64))) != first


def test_a_broken_one_is_made_anew(thumbnails: Thumbnails, movie: Path) -> None:
    """A file cut short by a full disk is not shown for ever."""
    first = thumbnails.get(movie)
    (kept,) = thumbnails.folder.iterdir()
    kept.write_bytes(b"")

    assert thumbnails.get(movie) == first


def test_only_its_owner_can_look(thumbnails: Thumbnails, movie: Path) -> None:
    """They show what the journal keeps private."""
    thumbnails.get(movie)

    assert stat.S_IMODE(thumbnails.folder.stat().st_mode) == 0o700


def test_a_forgotten_one_is_gone(thumbnails: Thumbnails, movie: Path) -> None:
    """Nothing of a deleted clip stays to be looked at."""
    thumbnails.get(movie)

    thumbnails.forget(movie)

    assert list(thumbnails.folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_no_error(
    thumbnails: Thumbnails, movie: Path
) -> None:
    """The picture is shown all the same; it is only made again next time."""
    thumbnails.folder.write_text("a file in its place")

    assert thumbnails.get(movie).startswith(b"\xff\xd8")


def test_a_clip_that_has_gone_is_told(thumbnails: Thumbnails, movie: Path) -> None:
    """There is nothing to show, and the sentence says why."""
    movie.unlink()

    with pytest.raises(DownloadError, match="no longer at"):
        thumbnails.get(movie)
