"""The scripts' own words in the reader's language, in Chromium, on a fake model."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from kling_widgets._language import GALLERY, script_patterns, use_language
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
    use_language("ko")
    words = [list(pair) for pair in script_patterns()]
    use_language(None)
    state = {**EMPTY, "label": "이미지", "words": words}
    picker = FakeModel(page, "picker.js", "picker.css", **state)
    yield picker
    assert picker.complaints == []


def test_the_script_speaks_korean(picker: FakeModel) -> None:
    """Words, names for screen readers, and sentences with something put in."""
    expect(picker.root.get_by_text("이미지 선택")).to_be_visible()
    expect(picker.root.get_by_label("이미지 경로 또는 URL")).to_be_visible()
    expect(picker.root.get_by_role("button", name="사용")).to_be_visible()


def test_the_gallery_speaks_korean(page: Page, tmp_path: Path) -> None:
    """Its filters, its count, an opened job and the player's bar; no prompt is told."""
    use_language("ko")
    words = script_patterns(GALLERY)
    use_language(None)

    movie = write_movie(tmp_path / "a.mp4", size=(320, 240))
    film = base64.b64encode(movie.read_bytes()).decode()

    gallery = GalleryPage(page, 40, hostile="Close", film=film, words=words)

    expect(gallery.root.get_by_text("작업 40개")).to_be_visible()
    expect(gallery.root.get_by_placeholder("프롬프트 검색")).to_be_visible()
    expect(gallery.root.get_by_label("비용")).to_contain_text("$0.25까지")
    gallery.await_whole()
    gallery.tiles.first.locator(".kling-tile-open").click()
    expect(gallery.dialog.get_by_role("button", name="설정 다시 쓰기")).to_be_visible()
    expect(gallery.dialog.get_by_role("group", name="추가 조작")).to_be_visible()
    expect(gallery.dialog.locator("video")).to_have_attribute("aria-label", "Close")
    assert gallery.complaints == []
