"""A picker in two views, or in a tab that was closed: what gives way to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.widgets.conftest import png

if TYPE_CHECKING:
    from kling_widgets.widgets.picker import Picker
    from tests.widgets._page import Page

BEGIN = {"kind": "begin", "upload": "left", "name": "a.png", "size": 9}


def ended(page: Page) -> list[str]:
    """The uploads of which the page has heard that they are over."""
    return [message["upload"] for message in page.heard("done")]


def test_a_second_view_that_uploads_lets_the_first_one_go(
    picker: Picker, page: Page
) -> None:
    """The upload that gives way is over, and hears it."""
    page.send(BEGIN)
    page.send({"kind": "coming", "upload": "right"})

    page.send({**BEGIN, "upload": "right"})

    assert ended(page) == ["left"]
    assert picker.is_receiving


@pytest.mark.parametrize("first", [BEGIN, {"kind": "coming", "upload": "left"}])
@pytest.mark.parametrize(
    "then", [{"kind": "clear"}, {"kind": "location", "text": "nowhere.png"}]
)
def test_what_comes_later_ends_what_is_on_its_way(
    picker: Picker, page: Page, first: dict[str, Any], then: dict[str, Any]
) -> None:
    """Remove, or a path, in one view; the upload of another or of a closed tab."""
    page.send(first)

    page.send(then)

    assert ended(page) == ["left"]
    assert not picker.is_receiving


def test_the_second_view_may_still_look_at_its_file(picker: Picker, page: Page) -> None:
    """A picture that arrives does not end one that was chosen after it."""
    page.send({"kind": "coming", "upload": "right"})

    page.choose(png())

    assert "right" not in ended(page)
