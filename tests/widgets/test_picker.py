"""The picture picker, with a page that is played by the test."""

from __future__ import annotations

import io
import json
import logging
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from PIL import Image

from kling_widgets.errors import InputError
from kling_widgets.widgets.picker._picker import Picker
from kling_widgets.widgets.picker._words import UNREADABLE_PICTURE
from tests.widgets._page import Page
from tests.widgets.conftest import png

if TYPE_CHECKING:
    from pathlib import Path


def test_a_chosen_file_arrives(picker: Picker, page: Page) -> None:
    """A file sent in pieces becomes the picture that will be sent."""
    page.choose(png(), name="cat.png", chunk=1000)

    assert picker.value is not None
    assert (picker.value.width, picker.value.height) == (400, 300)
    assert picker.summary.startswith("cat.png: ")
    assert picker.error == ""


def test_each_piece_is_acknowledged(page: Page) -> None:
    """The page hears how much has arrived, and when it is over."""
    data = png()

    page.choose(data, chunk=len(data) // 2 + 1)

    received = [message["received"] for message in page.heard("ack")]
    assert received == [0, len(data) // 2 + 1, len(data)]
    assert len(page.heard("done")) == 1


def test_a_big_photo_arrives(picker: Picker, page: Page) -> None:
    """12 MB arrive, which the stock upload widget loses without a word."""
    noise = np.random.default_rng(1).integers(0, 256, (2000, 2000, 3), np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).save(file, "PNG")
    assert len(file.getvalue()) > 11_000_000

    page.choose(file.getvalue())

    assert picker.value is not None
    assert len(picker.value.data) <= 10_000_000
    assert picker.notes != ()


def test_what_is_no_picture_is_told_at_the_field(picker: Picker, page: Page) -> None:
    """A text file brings a sentence, no picture and no exception."""
    page.choose(b"hello, I am no picture", name="notes.txt")

    assert picker.value is None
    assert picker.error != ""
    assert not picker.error.startswith("image:")
    assert len(page.heard("done")) == 1


def test_a_new_picture_takes_the_error_away(picker: Picker, page: Page) -> None:
    """After a good choice nothing is complained of."""
    page.choose(b"no picture")

    page.choose(png())

    assert picker.error == ""


def test_a_decoder_that_breaks_is_told_at_the_field(
    picker: Picker, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a strange file does, the page gets an answer, without a traceback."""

    def broken(*_args: object, **_kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("kling_widgets.images.prepare", broken)
    page.choose(b"strange")

    assert picker.error == UNREADABLE_PICTURE
    assert len(page.heard("done")) == 1


def test_a_typed_path_is_opened(picker: Picker, page: Page, tmp_path: Path) -> None:
    """The person at the page may name a file beside the notebook."""
    (tmp_path / "dog.png").write_bytes(png(500, 400))

    page.send({"kind": "location", "text": " dog.png "})

    assert picker.summary.startswith("dog.png: ")


def test_a_typed_url_is_passed_on(picker: Picker, page: Page) -> None:
    """An https URL is not fetched here; there is no thumbnail of it."""
    page.send({"kind": "location", "text": "https://example.com/cat.png"})

    assert picker.value is not None
    assert picker.value.wire == "https://example.com/cat.png"
    assert picker.thumbnail == b""


def test_a_missing_file_is_told_at_the_field(picker: Picker, page: Page) -> None:
    """A path that leads nowhere brings a sentence."""
    page.send({"kind": "location", "text": "nowhere.png"})

    assert "nowhere.png" in picker.error


def test_a_typed_text_without_end_is_told_at_the_field(
    picker: Picker, page: Page
) -> None:
    """It takes the old picture away as any other bad choice does, and says so."""
    page.choose(png())

    page.send({"kind": "location", "text": "a" * 5_000})

    assert picker.value is None
    assert "5,000 characters" in picker.error


def test_remove_empties_the_field(picker: Picker, page: Page) -> None:
    """Nothing stays of a picture that was taken away."""
    page.choose(png())

    page.send({"kind": "clear"})

    assert (picker.value, picker.thumbnail, picker.summary) == (None, b"", "")


def test_a_cancelled_upload_brings_nothing(picker: Picker, page: Page) -> None:
    """Pieces that come after Cancel are left out."""
    data = png()
    page.send({"kind": "begin", "upload": "u", "name": "a", "size": len(data)})

    page.send({"kind": "cancel", "upload": "u"})
    page.send({"kind": "chunk", "upload": "u", "offset": 0}, data)

    assert picker.value is None
    assert not picker.is_receiving


def test_a_picture_that_is_being_shrunk_is_on_its_way(
    picker: Picker, page: Page
) -> None:
    """Before the first byte arrives it is known that some will, until Cancel."""
    page.send({"kind": "coming", "upload": "u1"})
    announced = picker.is_receiving
    page.send({"kind": "cancel", "upload": "u1"})

    assert announced
    assert not picker.is_receiving


def test_a_shrunk_picture_is_no_longer_announced(picker: Picker, page: Page) -> None:
    """Once it is here, nothing is on its way."""
    page.send({"kind": "coming", "upload": "u1"})
    page.choose(png())

    assert not picker.is_receiving


def test_a_senseless_upload_is_not_begun(picker: Picker, page: Page) -> None:
    """A size that no picture has is not even acknowledged."""
    page.send({"kind": "begin", "upload": "u", "name": "a", "size": 10**9})

    assert page.heard("ack") == []
    assert not picker.is_receiving


def test_code_may_fill_it_with_anything(picker: Picker) -> None:
    """An array is a picture too."""
    picker.fill(np.zeros((300, 400, 3), np.uint8))

    assert picker.value is not None
    assert picker.value.size == (400, 300)


def test_a_bad_picture_from_code_keeps_the_old_one(picker: Picker) -> None:
    """In code it is an exception, and what was there stays."""
    picker.fill(png())
    before = picker.value

    with pytest.raises(InputError):
        picker.fill("nowhere.png")

    assert picker.value is before


def test_the_saved_state_holds_no_picture(picker: Picker, page: Page) -> None:
    """Only a small thumbnail goes into the notebook."""
    noise = np.random.default_rng(1).integers(0, 256, (1500, 1500, 3), np.uint8)
    picker.fill(noise)
    assert picker.value is not None

    state = {key: value for key, value in picker.get_state().items() if key[0] != "_"}
    thumbnail = state.pop("thumbnail")

    assert len(picker.value.data) > 1_000_000
    assert len(thumbnail) < 100_000
    assert len(json.dumps(state)) < 2_000


def test_the_page_writes_no_state(picker: Picker, page: Page) -> None:
    """Forged traits change nothing, the script least of all."""
    before = picker.get_state()

    page.forge(_esm="alert(1)", summary="forged", error="forged", thumbnail="x")

    assert picker.get_state() == before


def test_a_fault_of_ours_stays_in_the_log(
    page: Page, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A handler that breaks prints nothing into whichever cell runs."""

    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Picker, "_on_clear", broken)
    page.send({"kind": "clear"})

    assert "message 'clear' failed" in caplog.text


junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(
        [
            "coming",
            "begin",
            "chunk",
            "cancel",
            "location",
            "mend",
            "clear",
            "u1",
            "kind",
        ]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["kind", "upload", "name", "size", "offset", "text", "other"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=8,
)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(junk, st.lists(st.binary(max_size=30), max_size=2))))
def test_senseless_messages_do_no_harm(
    caplog: pytest.LogCaptureFixture, messages: list[tuple[Any, list[bytes]]]
) -> None:
    """Nothing that a page can send raises, is logged as a failure, or is believed."""
    picker = Picker("Image", name="image")
    page = Page(picker)

    with caplog.at_level(logging.ERROR):
        for content, buffers in messages:
            page.send(content, *buffers)

    assert caplog.records == []
    assert picker.value is None
