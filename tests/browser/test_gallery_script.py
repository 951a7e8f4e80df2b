"""The gallery's script, in Chromium, on a fake model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser._gallery_page import GalleryPage

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.browser

JOBS = 5000
MOST_TILES = 60
"""More than the window shows, and far fewer than there are."""
DRAWN = """() => {
  const grid = document.querySelector(".kling-grid").getBoundingClientRect();
  const tiles = [...document.querySelectorAll(".kling-tile")].map((t) => t.getBoundingClientRect());
  return tiles.some(({ top, bottom }) => bottom > grid.top && top < grid.bottom);
}"""
"""Tiles are where the scrolling has gone, though their jobs have not come."""
HOSTILE = "<img src=x onerror=alert(1)></button><script>alert(2)</script>"


@pytest.fixture
def gallery(page: Page) -> Iterator[GalleryPage]:
    """Five thousand jobs; whatever happens, the console stays silent."""
    gallery = GalleryPage(page, JOBS)
    gallery.await_whole()
    yield gallery
    assert gallery.complaints == []


def test_only_what_is_seen_exists(gallery: GalleryPage) -> None:
    """Of five thousand jobs a screenful is asked for, and drawn."""
    expect(gallery.root.get_by_text("5,000 jobs")).to_be_visible()

    assert gallery.tiles.count() <= MOST_TILES
    assert sum(message["count"] for message in gallery.sent("rows")) <= MOST_TILES * 2
    assert "take 4999" in gallery.tiles.first.inner_text()


def test_scrolling_leaves_no_tile_missing(gallery: GalleryPage) -> None:
    """Wherever one jumps to, each place has its tile, its words and its picture."""
    for share in (0.13, 0.5, 1, 0):
        gallery.scroll(share)

        gallery.await_whole()

        assert gallery.tiles.count() <= MOST_TILES
    assert gallery.tiles.first.get_attribute("aria-setsize") == str(JOBS)


def test_a_long_scroll_asks_for_little(gallery: GalleryPage) -> None:
    """What flies by is not asked for: only where the scrolling rests."""
    gallery.page.clock.install(time=0)
    gallery.page.clock.pause_at(1000)
    before = len(gallery.sent("rows"))
    for step in range(1, 51):
        gallery.scroll(step / 100)
        gallery.page.wait_for_function(DRAWN)
    assert len(gallery.sent("rows")) - before <= 2  # where it began

    before = len(gallery.sent("rows"))
    gallery.page.clock.run_for(100)

    asked = gallery.sent("rows")[before:]
    assert 1 <= len(asked) <= 2
    assert all(abs(one["start"] - JOBS / 2) < MOST_TILES for one in asked)


def test_the_last_job_is_at_the_end(gallery: GalleryPage) -> None:
    """End goes to the oldest, Home back to the newest, and the keyboard is there."""
    gallery.tiles.first.get_by_role("button").first.focus()

    gallery.page.keyboard.press("End")
    expect(gallery.tile(0).last.locator(".kling-tile-open")).to_be_focused()
    gallery.await_whole()
    gallery.page.keyboard.press("Home")

    newest = gallery.root.get_by_role("button", name="take 4999")
    expect(newest).to_be_focused()


def test_arrows_go_from_tile_to_tile(gallery: GalleryPage) -> None:
    """Right and left by one, down and up by a line; Tab leads on and not through all."""
    first = gallery.root.get_by_role("button", name="take 4999")
    columns = len({box["x"] for box in boxes(gallery) if box})
    first.focus()

    gallery.page.keyboard.press("ArrowRight")
    gallery.page.keyboard.press("ArrowDown")

    wanted = JOBS - 2 - columns
    here = gallery.root.get_by_role("button", name=f"take {wanted},")
    expect(here).to_be_focused()
    assert gallery.root.locator('.kling-tile-open[tabindex="0"]').count() == 1


def boxes(gallery: GalleryPage) -> list[Any]:
    return [tile.bounding_box() for tile in gallery.tiles.all()[:8]]


def test_words_are_searched_once_typing_rests(gallery: GalleryPage) -> None:
    """Six keys are one question."""
    before = len(gallery.sent("find"))

    gallery.root.get_by_role("searchbox").press_sequentially("zoom i")
    gallery.page.wait_for_function("model.sent.at(-1).content.text === 'zoom i'")

    assert len(gallery.sent("find")) - before <= 2
    assert gallery.asked("find") == {"text": "zoom i"}


def test_filters_are_asked_for_together(gallery: GalleryPage) -> None:
    """State, model, cost, days in the reader's own time, star."""
    root = gallery.root
    root.get_by_label("State").select_option("Failed")
    root.get_by_label("Model").select_option("kling-v3")
    root.get_by_label("Cost").select_option("Over $1")
    root.get_by_label("From", exact=True).fill("2026-11-01")
    root.get_by_label("To", exact=True).fill("2026-11-01")
    root.get_by_label("Starred").check()

    asked = gallery.asked("find")
    since, until = (
        gallery.page.evaluate("(day) => new Date(day).toISOString()", f"{day}T00:00")
        for day in ("2026-11-01", "2026-11-02")
    )
    assert asked == {
        "states": ["failed", "rejected", "lost_result"],
        "model": "kling-v3",
        "least": 1.001,
        "since": since,
        "until": until,
        "starred": True,
    }

    root.get_by_role("button", name="Clear filters").click()

    assert gallery.asked("find") == {}
    expect(root.get_by_role("button", name="Clear filters")).to_be_hidden()


def test_nothing_found_is_said(gallery: GalleryPage) -> None:
    """The filters stay, to be taken back."""
    gallery.root.get_by_role("searchbox").fill("nothing")

    expect(gallery.root.get_by_text("No job fits these filters.")).to_be_visible()
    expect(gallery.root.get_by_text("0 of 5,000 jobs")).to_be_visible()
    expect(gallery.root.locator(".kling-grid")).to_be_hidden()


def test_an_empty_gallery_says_how_it_fills(page: Page) -> None:
    """Before the first clip there is one sentence, and nothing to filter."""
    gallery = GalleryPage(page, 0)

    expect(gallery.root.get_by_text("No jobs yet.")).to_be_visible()
    expect(gallery.root.get_by_role("search")).to_be_hidden()
    assert gallery.complaints == []


def test_hostile_prompts_are_read(page: Page) -> None:
    """On the tile, in its name, and opened, markup stays text."""
    gallery = GalleryPage(page, 3, hostile=HOSTILE)
    gallery.await_whole()
    gallery.tiles.first.locator(".kling-tile-open").click()

    expect(gallery.dialog.get_by_text(HOSTILE)).to_be_visible()
    assert gallery.root.locator("img:not(.kling-tile-picture), script").count() == 0
    assert gallery.complaints == []


def test_it_fits_any_cell(gallery: GalleryPage) -> None:
    """One column or many, nothing sticks out and nothing is missing."""
    for width in (240, 420, 1200):
        gallery.page.set_viewport_size({"width": width, "height": 800})
        gallery.await_whole()

        fits = "document.documentElement.scrollWidth <= innerWidth"
        gallery.page.wait_for_function(fits)
