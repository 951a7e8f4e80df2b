"""The brush, looked over by axe-core."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser._brush_page import BrushPage

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = {"serious", "critical"}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.exists(), reason="axe-core comes from npm"),
]


def test_axe_finds_nothing_serious(brush: BrushPage) -> None:
    """With something painted, a path, and the keyboard's help open."""
    brush.drag((60, 80), (150, 60))
    brush.press("Path")
    brush.drag((100, 100), (200, 50))
    brush.root.get_by_text("Keyboard").click()
    brush.page.add_script_tag(path=AXE)

    found = brush.page.evaluate(
        "async () => (await axe.run('.kling-brush')).violations"
    )

    assert [
        (one["id"], one["impact"]) for one in found if one["impact"] in SERIOUS
    ] == []
