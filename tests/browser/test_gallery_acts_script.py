"""A few jobs in the gallery's script: played, opened, starred, deleted, exported."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser._gallery_page import GalleryPage
from tests.clips._movies import write_movie

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ASKED_AGAIN = (
    """() => 1 < model.sent.filter(({ content }) => content.kind === "find").length"""
)
pytestmark = pytest.mark.browser


@pytest.fixture
def film(tmp_path: Path) -> str:
    path = write_movie(tmp_path / "a.mp4", size=(320, 240))
    return base64.b64encode(path.read_bytes()).decode()


@pytest.fixture
def playing(page: Page, film: str) -> Iterator[GalleryPage]:
    """A few jobs with real clips."""
    gallery = GalleryPage(page, 6, film=film)
    gallery.await_whole()
    yield gallery
    assert gallery.complaints == []


def test_a_failed_job_says_so(playing: GalleryPage) -> None:
    """It has words where the others have a picture."""
    failed = playing.tile(3)

    expect(failed.get_by_text("Failed")).to_be_visible()
    expect(failed.locator("img")).to_be_hidden()


def test_a_few_jobs_take_little_room(playing: GalleryPage) -> None:
    """The grid is as high as it has to be, and no higher than a screen."""
    grid = playing.root.locator(".kling-grid")

    high, holds = grid.evaluate("grid => [grid.clientHeight, grid.scrollHeight]")

    assert high == holds
    assert high < 300


def test_a_new_job_comes_on_top_by_itself(playing: GalleryPage) -> None:
    """The page asks again when it is told of news, and stays where it is."""
    playing.page.evaluate("kernel.total = 7")

    playing.tell({"kind": "changed"})

    expect(playing.tiles.first).to_contain_text("take 6")
    expect(playing.root.get_by_text("7 jobs")).to_be_visible()


def test_a_clip_plays_under_the_pointer(playing: GalleryPage) -> None:
    """Or the keyboard, and stops when that leaves; it is fetched once."""
    tile = playing.tile(5)

    for _ in range(2):
        tile.hover()
        expect(tile.locator("video")).to_have_js_property("paused", value=False)
        playing.root.get_by_role("searchbox").hover()
        expect(tile.locator("video")).to_have_count(0)

    tile.locator(".kling-tile-open").focus()
    expect(tile.locator("video")).to_have_count(1)
    assert len(playing.sent("piece")) == 1


def test_less_motion_is_respected(playing: GalleryPage) -> None:
    """Nothing moves by itself, on the grid and when opened; the poster is shown."""
    playing.page.emulate_media(reduced_motion="reduce")
    playing.tile(5).hover()
    playing.tile(5).locator(".kling-tile-open").click()

    video = playing.dialog.locator("video")
    expect(video).to_be_visible()
    expect(video).to_have_js_property("paused", value=True)
    assert (video.get_attribute("poster") or "").startswith("blob:")
    expect(playing.tile(5).locator("video")).to_have_count(0)


def test_an_opened_job_is_looked_at_closely(playing: GalleryPage) -> None:
    """Its clip with the player's bar, its words, and its neighbours; Escape closes."""
    playing.tile(5).locator(".kling-tile-open").click()

    expect(playing.dialog.get_by_role("group", name="More controls")).to_be_visible()
    expect(playing.dialog.get_by_text("/clips/5.mp4")).to_be_visible()
    playing.dialog.get_by_role("button", name="Older").click()
    playing.dialog.get_by_role("button", name="Older").click()
    expect(playing.dialog.get_by_text("could not make this clip")).to_be_visible()
    expect(playing.dialog.locator("video")).to_have_count(0)
    playing.page.keyboard.press("Escape")

    expect(playing.dialog).to_be_hidden()
    expect(playing.tile(3).locator(".kling-tile-open")).to_be_focused()


def test_what_played_under_the_pointer_plays_when_opened(playing: GalleryPage) -> None:
    """It has come already: the dialog waits for nothing."""
    tile = playing.tile(5)
    tile.hover()
    expect(tile.locator("video")).to_be_visible()

    tile.click()

    expect(playing.dialog.locator("video")).to_be_visible()
    expect(playing.dialog.get_by_text("Loading the clip")).to_be_hidden()


def test_a_star_is_set_at_once(playing: GalleryPage) -> None:
    """And stays when the journal's word comes."""
    star = playing.tile(5).get_by_role("button", name="Star")

    star.click()

    expect(star).to_have_attribute("aria-pressed", "true")
    assert playing.asked("star") == {"id": "kw-5", "on": True}
    playing.page.wait_for_function(ASKED_AGAIN)
    expect(star).to_have_attribute("aria-pressed", "true")


def test_a_file_is_deleted_only_when_that_is_confirmed(playing: GalleryPage) -> None:
    """One click asks, and says what stays; the safe answer has the focus."""
    playing.tile(5).locator(".kling-tile-open").click()
    dialog = playing.dialog
    dialog.get_by_role("button", name="Delete file…").click()
    expect(
        dialog.get_by_text("The job, its words and its recipe stay.")
    ).to_be_visible()
    expect(dialog.get_by_role("button", name="Keep it")).to_be_focused()
    dialog.get_by_role("button", name="Keep it").click()
    assert playing.sent("delete") == []

    dialog.get_by_role("button", name="Delete file…").click()
    dialog.get_by_role("button", name="Delete the file").click()

    expect(dialog.locator("video")).to_have_count(0)
    expect(dialog.get_by_role("button", name="Delete file…")).to_be_hidden()
    assert playing.asked("delete") == {"id": "kw-5"}


def test_settings_are_asked_for_and_the_panel_shown(playing: GalleryPage) -> None:
    """The dialog makes room, and what came of it is said."""
    playing.page.evaluate("""() => document.body.append(Object.assign(
      document.createElement("div"), { id: "panel", style: "height:2000px" }))""")
    playing.tile(5).locator(".kling-tile-open").click()

    playing.dialog.get_by_role("button", name="Reuse settings").click()

    expect(playing.root.get_by_text("The settings are in the panel.")).to_be_attached()
    playing.page.wait_for_function("() => document.scrollingElement.scrollTop > 0")
    assert playing.asked("reuse") == {"id": "kw-5"}


def test_chosen_clips_are_exported(playing: GalleryPage) -> None:
    """A choice is counted, exported, and taken back."""
    for number in (5, 4):
        playing.tile(number).hover()
        playing.tile(number).get_by_role("checkbox", name="Select").check()
    expect(playing.root.get_by_text("2 selected")).to_be_visible()

    playing.root.get_by_role("button", name="Export as a page").click()

    expect(playing.root.get_by_text("2 exported")).to_be_visible()
    assert playing.asked("export") == {"ids": ["kw-5", "kw-4"]}
    playing.root.get_by_role("button", name="Clear selection").click()
    expect(playing.root.get_by_text("2 selected")).to_be_hidden()
    expect(playing.tile(5).get_by_role("checkbox")).not_to_be_checked()


def test_another_page_s_answers_are_left_alone(playing: GalleryPage) -> None:
    """Two tabs with one gallery do not mix up what they look for."""
    playing.tell({"kind": "found", "view": "other", "search": 1, "total": 0, "all": 0})
    playing.tell({"kind": "said", "view": "other", "text": "not for us"})

    expect(playing.root.get_by_text("not for us")).to_have_count(0)
    expect(playing.root.get_by_text("6 jobs")).to_be_visible()


def test_nothing_is_left_of_a_closed_view(playing: GalleryPage) -> None:
    """No listener, no element, no picture in memory stays."""
    pictures = playing.root.locator("img").evaluate_all("all => all.map((i) => i.src)")

    left = playing.close()

    gone = """(urls) => Promise.all(urls.filter(Boolean).map((url) => new Promise((told) => {
      const image = new Image();
      image.onload = () => told(false);
      image.onerror = () => told(true);
      image.src = url;
    })))"""
    assert (left, playing.root.inner_html()) == (0, "")
    assert set(playing.page.evaluate(gone, pictures)) == {True}
    playing.complaints.clear()  # the browser's own, of the addresses just tried
