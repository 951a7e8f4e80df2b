"""The brush, looked over by axe-core."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser._axe import needs_axe, serious_faults

if TYPE_CHECKING:
    from tests.browser._brush_page import BrushPage

pytestmark = [pytest.mark.browser, needs_axe]


def test_axe_finds_nothing_serious(brush: BrushPage) -> None:
    """With something painted, a path, and the keyboard's help open."""
    brush.drag((60, 80), (150, 60))
    brush.press("Path")
    brush.drag((100, 100), (200, 50))
    brush.root.get_by_text("Keyboard").click()

    assert serious_faults(brush.page, ".kling-brush") == []
