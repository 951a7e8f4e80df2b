"""What can be done with a job of the gallery, and what the page is told of it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kling_widgets.widgets import Gallery, Studio
from tests.widgets._gallery import HOSTILE, GalleryTester
from tests.widgets._panel import summary

if TYPE_CHECKING:
    from kling_widgets.jobs import JobRunner


def test_a_clip_comes_in_pieces(
    gallery_page: GalleryTester, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is asked for, so that a person who looks elsewhere stops it."""
    monkeypatch.setattr("kling_widgets.widgets.gallery._view.MAX_MESSAGE_BYTES", 1000)
    size = clip.stat().st_size

    for offset in range(0, size, 1000):
        gallery_page.ask("piece", id="kw-11", offset=offset)

    told = gallery_page.heard("piece")
    assert b"".join(gallery_page.buffers("piece")) == clip.read_bytes()
    assert {(piece["size"], piece["fps"]) for piece in told} == {(size, 12.0)}


@pytest.mark.parametrize("kind", ["piece", "star", "delete", "reuse", "chain"])
@pytest.mark.parametrize("job_id", ["nobody", 7, None, ["kw-11"]])
def test_a_stranger_s_id_is_a_sentence(
    gallery_page: GalleryTester, clip: Path, kind: str, job_id: object
) -> None:
    """The page can name jobs of the journal, and nothing else."""
    gallery_page.ask(kind, id=job_id)

    assert gallery_page.said == "This job is no longer in the journal."
    assert clip.exists()


def test_a_star_is_kept_and_told(gallery_page: GalleryTester) -> None:
    """It is in the journal, and every open page hears that something changed."""
    gallery_page.find()

    gallery_page.ask("star", id="kw-3", on=True)

    assert len(gallery_page.heard("changed")) == 1
    assert gallery_page.find(starred=True)["total"] == 1


def test_news_are_told_once_until_somebody_asks(gallery_page: GalleryTester) -> None:
    """A busy journal does not flood the page."""
    gallery_page.find()

    for on in (True, False, True):
        gallery_page.ask("star", id="kw-3", on=on)

    assert len(gallery_page.heard("changed")) == 1


def test_deleting_leaves_the_row(
    gallery_page: GalleryTester, clip: Path, tmp_path: Path
) -> None:
    """The file and its picture go; the job stays, and says what became of it."""
    gallery_page.pictures("kw-11")

    gallery_page.ask("delete", id="kw-11")
    gallery_page.find()

    assert not clip.exists()
    assert list((tmp_path / "home" / "thumbnails").iterdir()) == []
    assert gallery_page.said.startswith("The file is deleted.")
    assert gallery_page.rows(0, 1)[0]["stage"] == "Its file is no longer there"


@pytest.mark.parametrize("deleted", [False, True])
def test_settings_are_used_again(
    gallery_page: GalleryTester, clip: Path, *, deleted: bool
) -> None:
    """A panel below has what the clip was made from, also when the clip is gone."""
    if deleted:
        gallery_page.ask("delete", id="kw-11")

    gallery_page.ask("reuse", id="kw-11")

    studio = gallery_page.gallery.studio
    assert (studio.prompt, studio.image is None) == ("the cat yawns", False)
    assert gallery_page.gallery._place.children == (studio,)
    assert gallery_page.said.startswith("The settings are in the panel.")


def test_a_job_without_a_recipe_gives_its_words(gallery_page: GalleryTester) -> None:
    """What the journal holds is filled in, and what is missing is said."""
    gallery_page.ask("reuse", id="kw-10")

    studio = gallery_page.gallery.studio
    assert (studio.prompt, studio.image) == (HOSTILE, None)
    assert "picture is not known here" in summary(studio)


def test_a_given_panel_is_filled_anew(shelf_runner: JobRunner) -> None:
    """Nothing of what it held before is sent along."""
    studio = Studio(prompt="before", negative_prompt="blur")
    gallery = Gallery(studio, runner=shelf_runner)

    GalleryTester(gallery).ask("reuse", id="kw-3")

    assert studio.prompt == "the cat yawns, take 3"
    assert studio.negative_prompt is None
    assert gallery.studio is studio
    gallery.close()


def test_the_last_frame_starts_the_next_clip(gallery_page: GalleryTester) -> None:
    """It is in the panel's picker, by its name."""
    gallery_page.ask("chain", id="kw-11")

    assert "Last frame of a.mp4" in gallery_page.gallery.studio._form.image.summary


def test_chosen_clips_are_exported(
    gallery_page: GalleryTester, tmp_path: Path, clip: Path
) -> None:
    """A folder beside the notebook, with those that have a clip; the page says where."""
    gallery_page.ask("export", ids=["kw-11", "kw-10", "nobody", "kw-11"])
    gallery_page.gallery.view._exports.join()

    folder = tmp_path / "kling_gallery"
    assert (folder / "001-a.mp4").read_bytes() == clip.read_bytes()
    assert gallery_page.said == (
        f"1 clip is exported; open {Path('kling_gallery') / 'index.html'} in a browser."
    )
    shutil.rmtree(folder)


def test_an_export_of_nothing_is_a_sentence(gallery_page: GalleryTester) -> None:
    """Nothing is made, and the page is told why."""
    gallery_page.ask("export", ids=["kw-3"])
    gallery_page.gallery.view._exports.join()

    assert "nothing to export" in gallery_page.said
