"""The scripts and style sheets as the browser gets them."""

from __future__ import annotations

import re

import pytest

from kling_widgets.widgets.view._assets import MAX_SCRIPT_BYTES, STATIC, script, style

SCRIPTS = ["picker.js", "shown.js", "cards.js", "brush.js", "gallery.js"]
FORBIDDEN = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "eval(",
    "new Function",
    "javascript:",
    "http://",
    "fetch(",
    "XMLHttpRequest",
]
SVG = '"http://www.w3.org/2000/svg"'  # a name that looks like an address


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_one_small_module(name: str) -> None:
    """Saved with every notebook, it is small: no neighbour is needed, no comment told."""
    text = script(name)

    assert len(text.encode()) <= MAX_SCRIPT_BYTES
    assert re.findall(r"^import\b.*", text, re.MULTILINE) == []
    assert text.count("export default") == 1
    assert re.findall(r"/\*|(?<!:)//", text) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_neighbour_is_written_in_once(name: str) -> None:
    """What two files import stands there once, and before its use."""
    text = script(name)

    assert text.count("function element(") == 1
    assert text.index("function element(") < text.index("function render(")


@pytest.mark.parametrize(
    "path", sorted(STATIC.glob("*.js")), ids=lambda path: path.name
)
def test_scripts_put_text_in_as_text(path: object) -> None:
    """Nothing in them turns text into markup or code, or talks to a server."""
    text = (STATIC / str(path)).read_text("utf-8").replace(SVG, "")

    assert [word for word in FORBIDDEN if word in text] == []


@pytest.mark.parametrize(
    "path", sorted(STATIC.glob("*.js")), ids=lambda path: path.name
)
def test_no_text_goes_over_the_end_of_its_line(path: object) -> None:
    """So lines can be put together without a look at what stands in texts."""
    lines = (STATIC / str(path)).read_text("utf-8").splitlines()

    assert [line for line in lines if line.count("`") % 2] == []


@pytest.mark.parametrize(
    "path", sorted(STATIC.glob("*.css")), ids=lambda path: path.name
)
def test_styles_stay_in_the_house(path: object) -> None:
    """Every rule begins at a class of ours, and nothing is loaded from elsewhere."""
    text = re.sub(
        r"/\*.*?\*/", "", (STATIC / str(path)).read_text("utf-8"), flags=re.DOTALL
    )
    rules = [rule.strip() for rule in re.findall(r"([^{}]+)\{", text)]

    strangers = [rule for rule in rules if "kling-" not in rule and rule[0] not in "@5"]
    assert strangers == []
    assert "url(" not in text
    assert "@import" not in text


def test_styles_are_joined_in_order() -> None:
    """What comes later may rely on what came first."""
    joined = style("base.css", "picker.css")

    assert joined.index(".kling-label") < joined.index(".kling-zone")
