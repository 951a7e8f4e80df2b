"""The scripts' own words in the reader's language, in Chromium, on a fake model."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, expect

from kling_widgets._language import GALLERY, Language, script_patterns, use_language
from tests.browser._empty_picker import EMPTY
from tests.browser._fake_model import FakeModel
from tests.browser._gallery_page import GalleryPage
from tests.clips._movies import write_movie

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser


@pytest.fixture
def picker(page: Page) -> Iterator[FakeModel]:
    """A picker whose page was given the Korean table."""
    state = {**EMPTY, "label": "이미지", **spoken("ko")}
    picker = FakeModel(page, "picker.js", "picker.css", **state)
    yield picker
    assert picker.complaints == []


def spoken(language: Language, *tables: str) -> dict[str, Any]:
    """What Python tells a script whose reader speaks that language."""
    use_language(language)
    words = [list(pair) for pair in script_patterns(*tables)]
    use_language(None)
    return {"words": words, "lang": language}


def test_the_script_speaks_korean(picker: FakeModel) -> None:
    """Words, names for screen readers, and sentences with something put in."""
    expect(picker.root.get_by_text("이미지 선택")).to_be_visible()
    expect(picker.root.get_by_label("이미지 경로 또는 URL")).to_be_visible()
    expect(picker.root.get_by_role("button", name="사용")).to_be_visible()


def test_the_gallery_speaks_korean(page: Page, tmp_path: Path) -> None:
    """Its filters, its count, an opened job and the player's bar; no prompt is told."""
    movie = write_movie(tmp_path / "a.mp4", size=(320, 240))
    film = base64.b64encode(movie.read_bytes()).decode()

    gallery = GalleryPage(page, 40, hostile="Close", film=film, **spoken("ko", GALLERY))

    expect(gallery.root.get_by_text("작업 40개")).to_be_visible()
    expect(gallery.root.get_by_placeholder("프롬프트 검색")).to_be_visible()
    expect(gallery.root.get_by_label("비용")).to_contain_text("$0.25 이하")
    gallery.await_whole()
    gallery.tiles.first.locator(".kling-tile-open").click()
    expect(gallery.dialog.get_by_role("button", name="설정 다시 쓰기")).to_be_visible()
    expect(gallery.dialog.get_by_role("group", name="추가 조작")).to_be_visible()
    expect(gallery.dialog.locator("video")).to_have_attribute("aria-label", "Close")
    assert gallery.complaints == []


@pytest.mark.parametrize(
    ("browsers", "ours", "at"),
    [
        ("en-US", "ko", "11월 1일 오전 12:39"),
        ("ko-KR", "en", "Nov 1, 12:39"),
        ("en-GB", "en", "1 Nov, "),
    ],
)
def test_dates_are_in_the_chosen_language(
    chromium: Browser, browsers: str, ours: Language, at: str
) -> None:
    """What was chosen decides; the browser knows its own way to write it."""
    page = chromium.new_page(locale=browsers, timezone_id="UTC")
    page.clock.set_fixed_time(datetime(2026, 11, 25, tzinfo=UTC))

    gallery = GalleryPage(page, 40, **spoken(ours, GALLERY))

    expect(gallery.tile(39)).to_contain_text(at)
    page.close()


def test_a_view_says_its_language(picker: FakeModel) -> None:
    """Screen readers, hyphens and fonts go by it."""
    expect(picker.root).to_have_attribute("lang", "ko")


def test_the_panel_around_the_picker_says_it_too(picker: FakeModel) -> None:
    """Jupyter's own widgets in the panel cannot say in which language they are."""
    picker.root.evaluate(
        """root => {
          const panel = document.createElement("div");
          panel.className = "kling-studio";
          document.body.append(panel);
          panel.append(root);
          root.style.width = "300px";
        }"""
    )

    expect(picker.page.locator(".kling-studio")).to_have_attribute("lang", "ko")
