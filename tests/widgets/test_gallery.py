"""The gallery, with a page that is played by the test."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.clips import Thumbnails
from kling_widgets.jobs.journal import _news
from kling_widgets.widgets import Gallery
from kling_widgets.widgets.gallery._view import MAX_PAGES, MAX_ROWS
from tests.widgets._gallery import HOSTILE, JOBS, GalleryTester

if TYPE_CHECKING:
    from pathlib import Path

    from kling_widgets.jobs import JobRunner
    from tests.widgets.conftest import Cell

HELD_SECONDS = 10
"""Far longer than all else takes; it is let go before."""


def test_a_question_is_answered_with_a_count(gallery_page: GalleryTester) -> None:
    """Rows come when they are asked for; the models are offered as filters."""
    found = gallery_page.find()

    assert found == {
        "kind": "found",
        "view": "v1",
        "search": 1,
        "total": JOBS,
        "all": JOBS,
        "models": ["kling-v2-6"],
    }
    assert gallery_page.heard("rows") == []


def test_the_first_rows_come_with_the_answer(gallery_page: GalleryTester) -> None:
    """A page that opens waits for one answer, not for two."""
    found = gallery_page.find(count=3)

    assert found["start"] == 0
    assert [shown["id"] for shown in found["rows"]] == ["kw-11", "kw-10", "kw-9"]


def test_rows_come_in_pages_newest_first(gallery_page: GalleryTester) -> None:
    """Only what was asked for travels, in plain values."""
    gallery_page.find()

    assert [shown["id"] for shown in gallery_page.rows(1, 3)] == [
        "kw-10",
        "kw-9",
        "kw-8",
    ]
    (newest,) = gallery_page.rows(0, 1)
    assert {key: newest[key] for key in ("stage", "tone", "plays", "starred")} == {
        "stage": "Saved",
        "tone": "done",
        "plays": True,
        "starred": False,
    }


def test_a_page_is_of_bounded_length(gallery_page: GalleryTester) -> None:
    """However much is asked for, one message stays small."""
    gallery_page.find()

    assert len(gallery_page.rows(0, 10**9)) == min(JOBS, MAX_ROWS)
    assert gallery_page.rows(10**9, 40) == []


def test_filters_narrow_it(gallery_page: GalleryTester) -> None:
    """The page's filters reach the journal."""
    found = gallery_page.find(states=["failed"], since="2026-11-01T00:00:00.000Z")

    assert (found["total"], found["all"]) == (1, JOBS)
    assert [shown["id"] for shown in gallery_page.rows()] == ["kw-10"]


def test_states_are_chosen_by_the_words_of_the_tiles(gallery: Gallery) -> None:
    """What is withdrawn on its tile is not cancelled in the filter."""
    labels = [choice["label"] for choice in gallery.view.states]

    assert labels == ["Under way", "Saved", "Failed", "Outcome not known", "Withdrawn"]


@pytest.mark.parametrize(
    "nonsense",
    [
        {"text": 7, "states": "saved", "model": ["x"], "since": "now", "least": "1"},
        {"states": ["nowhere", 3, None], "until": "2026-13-45", "most": -1},
        {"since": "2026-11-01", "least": True, "most": float("nan"), "starred": 1},
        {"text": "x" * 100_000, "model": "y" * 100_000},
    ],
)
def test_nonsense_is_left_out(
    gallery_page: GalleryTester, nonsense: dict[str, Any]
) -> None:
    """A filter that makes no sense filters nothing."""
    assert gallery_page.find(**nonsense)["total"] == JOBS


def test_an_old_question_gets_no_rows(gallery_page: GalleryTester) -> None:
    """Rows of one search never land in another."""
    gallery_page.find()

    gallery_page.ask("rows", search=0, start=0, count=40)

    assert gallery_page.heard("rows") == []


def test_hostile_words_are_plain(gallery_page: GalleryTester) -> None:
    """They travel as text, without what could turn the line around."""
    gallery_page.find(states=["failed"])

    (shown,) = gallery_page.rows()

    assert shown["prompt"] == HOSTILE.removesuffix("\u202e")
    assert "\u202e" not in shown["error"]


def test_pictures_are_sent_for_clips_only(gallery_page: GalleryTester) -> None:
    """Each with its job; what has no clip has no picture, strangers neither."""
    sent = gallery_page.pictures("kw-11", "kw-10", "kw-3", "nobody")

    assert list(sent) == ["kw-11"]
    assert sent["kw-11"].startswith(b"\xff\xd8")


def test_pictures_are_made_once(
    gallery_page: GalleryTester, clip: Path, tmp_path: Path
) -> None:
    """The second page gets the file that the first one left, beside the journal."""
    first = gallery_page.pictures("kw-11")
    (kept,) = (tmp_path / "home" / "thumbnails").iterdir()
    kept.write_bytes(kept.read_bytes() + b"kept")

    again = GalleryTester(gallery_page.gallery, "v2").pictures("kw-11")

    assert again["kw-11"] == first["kw-11"] + b"kept"


def test_nothing_waits_for_pictures(
    gallery_page: GalleryTester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gallery can be used while the pictures of its first screen are made."""
    held, made = threading.Event(), Thumbnails.get

    def get(kept: Thumbnails, clip: Path) -> bytes:
        held.wait(HELD_SECONDS)
        return made(kept, clip)

    monkeypatch.setattr(Thumbnails, "get", get)
    gallery_page.find()
    gallery_page.ask("pictures", ids=["kw-11"])

    assert len(gallery_page.rows()) == JOBS
    assert gallery_page.heard("pictures") == []

    held.set()
    assert list(gallery_page.pictures("kw-11")) == ["kw-11"]


def test_a_broken_clip_has_no_picture(gallery_page: GalleryTester, clip: Path) -> None:
    """It spoils nothing: the tile says the rest in words."""
    clip.write_bytes(b"no film")

    assert gallery_page.pictures("kw-11") == {}


def test_pages_that_were_left_are_forgotten(gallery_page: GalleryTester) -> None:
    """A gallery that is reloaded for a day keeps no thousand lists."""
    for number in range(MAX_PAGES + 5):
        GalleryTester(gallery_page.gallery, f"v{number}").find()

    assert len(gallery_page.gallery.view._pages) == MAX_PAGES


def test_a_broken_journal_is_a_sentence(
    gallery_page: GalleryTester, shelf_runner: JobRunner
) -> None:
    """What SQLite says is told on the page."""
    shelf_runner._loop.call(
        lambda: shelf_runner._journal._db.execute("DROP TABLE event")
    )
    shelf_runner._loop.call(lambda: shelf_runner._journal._db.execute("DROP TABLE job"))

    gallery_page.ask("find", search=1)

    assert "cannot be used" in gallery_page.said


def test_a_closed_gallery_hears_nothing(shelf_runner: JobRunner) -> None:
    """No listener stays."""
    gallery = Gallery(runner=shelf_runner)
    assert len(_news._listeners) == 1

    gallery.close()

    assert _news._listeners == {}


def test_it_is_shown_with_a_place_for_clips(gallery: Gallery, cell: Cell) -> None:
    """What its panel makes lands in the cell's output, where it is saved."""
    gallery._ipython_display_()

    grid, slot = cell.shown
    assert "application/vnd.jupyter.widget-view+json" in grid["data"]
    assert slot["data"] == {"text/plain": ""}
    assert gallery.studio._screen.slot is gallery._slot


def test_without_a_notebook_it_is_any_widget(gallery: Gallery) -> None:
    """IPython is left to show it as it likes."""
    with pytest.raises(NotImplementedError):
        gallery._ipython_display_()
    assert repr(gallery) == "Gallery()"
