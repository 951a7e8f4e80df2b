"""Clips handed on: a folder, and a page that needs no server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kling_widgets.clips import Exhibit, export_page, free_folder
from kling_widgets.errors import ConfigError, InputError
from tests.clips._tags import Tags
from tests.clips.test_bundle import PAYLOADS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clips._movies import MakeMovie


def exhibit(path: Path, title: str = "the cat yawns", facts: str = "5 s") -> Exhibit:
    return Exhibit(path=path, title=title, facts=facts)


def test_the_folder_holds_all_that_the_page_shows(
    make_movie: MakeMovie, tmp_path: Path
) -> None:
    """Each video and poster is beside it, and the video is the very file."""
    movies = [make_movie("a b.mp4"), make_movie("고양이.mp4", size=(48, 64))]

    page = export_page([exhibit(movie) for movie in movies], tmp_path / "out")

    tags = Tags(page.read_text("utf-8")).videos()
    assert [(v["width"], v["height"]) for v in tags] == [("64", "48"), ("48", "64")]
    names = sorted(path.name for path in page.parent.iterdir())
    assert names == [
        "001-a b.jpg",
        "001-a b.mp4",
        "002-고양이.jpg",
        "002-고양이.mp4",
        "index.html",
    ]
    copied = page.parent / "001-a b.mp4"
    assert copied.read_bytes() == movies[0].read_bytes()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_are_read_and_not_run(
    movie: Path, tmp_path: Path, payload: str
) -> None:
    """A prompt adds no tag and no attribute, in the title and in the facts."""
    pages = [
        export_page([exhibit(movie, words, words)], tmp_path / name).read_text("utf-8")
        for words, name in (("plain", "plain"), (payload, "hostile"))
    ]

    plain, hostile = (
        [(tag, set(attributes)) for tag, attributes in Tags(page).found]
        for page in pages
    )
    assert hostile == plain
    assert Tags(pages[1]).videos()[0]["aria-label"] == payload


def test_the_page_runs_nothing_and_asks_nobody(movie: Path, tmp_path: Path) -> None:
    """No script, no address, and a policy that would refuse both."""
    page = export_page([exhibit(movie)], tmp_path / "out").read_text("utf-8")

    assert "default-src 'none'" in page
    assert [word for word in ("<script", "http://", "https://") if word in page] == []


def test_what_has_gone_is_left_out(make_movie: MakeMovie, tmp_path: Path) -> None:
    """One missing file does not spoil the page."""
    gone, there = make_movie("gone.mp4"), make_movie("there.mp4")
    gone.unlink()

    page = export_page([exhibit(gone), exhibit(there)], tmp_path / "out")

    assert len(Tags(page.read_text("utf-8")).videos()) == 1


def test_nothing_to_export_leaves_nothing(tmp_path: Path) -> None:
    """A folder without clips is not made."""
    with pytest.raises(InputError, match="None of these clips"):
        export_page([exhibit(tmp_path / "gone.mp4")], tmp_path / "out")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_left_alone(movie: Path, tmp_path: Path) -> None:
    """Nothing is written into what is somebody else's; another name is free."""
    (tmp_path / "out").mkdir()
    with pytest.raises(InputError, match="exists already"):
        export_page([exhibit(movie)], tmp_path / "out")

    folder = free_folder(tmp_path / "out")
    export_page([exhibit(movie)], folder)

    assert list((tmp_path / "out").iterdir()) == []
    assert folder.name == "out-2"
    assert free_folder(tmp_path / "out").name == "out-3"


def test_a_place_that_cannot_be_written_is_a_sentence(
    movie: Path, tmp_path: Path
) -> None:
    """What the disk says is told."""
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(ConfigError, match="could not be exported"):
        export_page([exhibit(movie)], tmp_path / "file" / "out")
