"""A picture of the wrong size, mended by one click in the picker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kling_widgets.errors import InputError
from kling_widgets.widgets.view._wording import TIMES
from tests.widgets.conftest import png

if TYPE_CHECKING:
    from kling_widgets.widgets.picker._picker import Picker
    from tests.widgets._page import Page


def test_a_small_picture_can_be_enlarged(picker: Picker, page: Page) -> None:
    """The sentence goes, and the result is shown with a note of what was done."""
    page.choose(png(200, 150))
    sentence, ways = picker.error, picker.mends

    page.send({"kind": "mend", "way": "enlarge"})

    assert sentence.startswith(f"200{TIMES}150; each side must be at least 300")
    assert ways == ({"way": "enlarge", "label": f"Enlarge to 400{TIMES}300"},)
    assert picker.value is not None
    assert picker.value.size == (400, 300)
    assert picker.notes == (f"enlarged from 200{TIMES}150 to 400{TIMES}300",)
    assert (picker.error, picker.mends) == ("", ())
    assert picker.thumbnail != b""


def test_a_strip_can_be_cropped_or_padded(picker: Picker, page: Page) -> None:
    """Both are offered, with the size that will come of it."""
    page.choose(png(1500, 300), name="strip.png")

    page.send({"kind": "mend", "way": "pad"})

    assert picker.summary.startswith(f"strip.png: PNG, 1500{TIMES}600")


def test_a_picture_named_by_its_path_can_be_mended_too(
    picker: Picker, page: Page
) -> None:
    """Not only what has been sent from the page."""
    Path("small.png").write_bytes(png(100, 100))
    page.send({"kind": "location", "text": "small.png"})

    page.send({"kind": "mend", "way": "enlarge"})

    assert picker.summary.startswith(f"small.png: PNG, 300{TIMES}300")


@pytest.mark.parametrize("way", ["crop", "", None, 7, ["enlarge"]])
def test_only_what_is_offered_is_done(picker: Picker, page: Page, way: object) -> None:
    """A page may ask for anything."""
    page.choose(png(200, 150))

    page.send({"kind": "mend", "way": way})

    assert picker.value is None
    assert picker.error != ""


def test_nothing_is_offered_for_what_no_mend_helps(picker: Picker, page: Page) -> None:
    """A text file stays one."""
    page.choose(b"hello")

    assert picker.mends == ()


def test_an_offer_ends_with_the_next_choice(picker: Picker, page: Page) -> None:
    """Later clicks find nothing to mend."""
    page.choose(png(200, 150))
    page.choose(png())
    before = picker.value

    page.send({"kind": "mend", "way": "enlarge"})

    assert picker.mends == ()
    assert picker.value is before


def test_code_is_told_instead(picker: Picker) -> None:
    """A picture set from code is refused, and nothing is offered on the page."""
    with pytest.raises(InputError):
        picker.fill(png(200, 150))

    assert picker.mends == ()
