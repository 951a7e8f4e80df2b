"""What the page says it did to a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.widgets.view._wording import TIMES
from tests.widgets.conftest import png

if TYPE_CHECKING:
    from kling_widgets.widgets.picker._picker import Picker
    from tests.widgets._page import Page


def test_what_the_page_did_is_said_of_the_picture(picker: Picker, page: Page) -> None:
    """Its notes come before those of what was done here."""
    was = {"kind": "WebP", "width": 8944, "height": 6708, "turned": True}
    page.choose(png(400, 300), was={**was, "filled": False, "side": 400})

    assert picker.notes == (
        "turned upright",
        f"shrunk from 8944{TIMES}6708 to 400 px",
        "saved as PNG",
    )
    assert picker.value is not None
    assert picker.value.notes == picker.notes


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "<b>"},
        {"kind": 7},
        {"width": -1},
        {"height": 10**9},
        {"width": True},
        {"turned": "yes"},
        {"filled": None},
        {"side": 0},
    ],
)
def test_what_the_page_says_is_checked(
    picker: Picker, page: Page, change: dict[str, Any]
) -> None:
    """A story that cannot be is not told; the picture is taken all the same."""
    was = {"kind": "JPEG", "width": 9, "height": 9, "turned": True, "filled": True}
    page.choose(png(), was={**was, "side": 8, **change})

    assert picker.notes == ()
    assert picker.value is not None
