"""axe-core, which looks a page over for what shuts people out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = {"serious", "critical"}
FOUND = """async (within) => (await axe.run(within)).violations.map(
  ({ id, impact, nodes }) => [id, impact, nodes.map(({ html }) => html.slice(0, 120))]
)"""

needs_axe = pytest.mark.skipif(not AXE.exists(), reason="axe-core comes from npm")


def serious_faults(page: Page, within: str) -> list[tuple[str, list[str]]]:
    """The serious faults inside of what a selector names, and where they are."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=AXE)
    found = page.evaluate(FOUND, within)
    return [(name, where) for name, impact, where in found if impact in SERIOUS]
