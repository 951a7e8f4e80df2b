"""The scripts' own words in the reader's language, in Chromium, on a fake model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

from kling_widgets._language import script_patterns, use_language
from tests.browser._fake_model import FakeModel

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.browser

EMPTY: dict[str, Any] = {
    "label": "이미지",
    "summary": "",
    "error": "",
    "reason": "",
    "notes": [],
    "mends": [],
    "max_side": 2560,
    "thumbnail": None,
}


@pytest.fixture
def picker(page: Page) -> Iterator[FakeModel]:
    """A picker whose page was given the Korean table."""
    use_language("ko")
    words = [list(pair) for pair in script_patterns()]
    use_language(None)
    picker = FakeModel(page, "picker.js", "picker.css", words=words, **EMPTY)
    yield picker
    assert picker.complaints == []


def test_the_script_speaks_korean(picker: FakeModel) -> None:
    """Words, names for screen readers, and sentences with something put in."""
    expect(picker.root.get_by_text("이미지 선택")).to_be_visible()
    expect(picker.root.get_by_label("이미지 경로 또는 URL")).to_be_visible()
    expect(picker.root.get_by_role("button", name="사용")).to_be_visible()
