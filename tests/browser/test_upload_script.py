"""A file on its way from the page to the kernel, in Chromium, on a fake model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser._empty_picker import PNG, begun, field, file

if TYPE_CHECKING:
    from tests.browser._fake_model import FakeModel

pytestmark = pytest.mark.browser


def test_a_chosen_file_travels_in_pieces(picker: FakeModel) -> None:
    """2.5 MB are three messages of at most a megabyte each, in order."""
    picker.play_kernel()

    field(picker).set_input_files(file(2_500_000))

    expect(picker.root.get_by_role("progressbar")).to_be_hidden()
    chunks = picker.sent("chunk")
    assert [chunk["sizes"] for chunk in chunks] == [[1_000_000], [1_000_000], [500_000]]
    assert [chunk["offset"] for chunk in chunks] == [0, 1_000_000, 2_000_000]
    assert picker.sent("begin")[0]["size"] == 2_500_000


def test_a_piece_waits_for_the_one_before(picker: FakeModel) -> None:
    """Without an acknowledgement nothing more is sent, and progress stands."""
    field(picker).set_input_files(file(2_000_000))
    upload = begun(picker)["upload"]

    picker.tell({"kind": "ack", "upload": upload, "received": 0})
    picker.await_sent("chunk")
    picker.tell({"kind": "ack", "upload": upload, "received": 1_000_000})
    picker.await_sent("chunk", 2)

    bar = picker.root.get_by_role("progressbar", name="Upload")
    assert bar.evaluate("(bar) => bar.value") == 0.5
    expect(picker.root.get_by_text("Sending 2.0 MB")).to_be_visible()


def test_answers_to_another_upload_are_not_believed(picker: FakeModel) -> None:
    """A message with a foreign id moves nothing."""
    field(picker).set_input_files(file(10))
    begun(picker)

    picker.tell({"kind": "ack", "upload": "other", "received": 0})
    picker.tell({"kind": "done", "upload": "other"})

    assert picker.sent("chunk") == []
    expect(picker.root.get_by_role("progressbar")).to_be_visible()


def test_cancel_ends_an_upload(picker: FakeModel) -> None:
    """The kernel is told, and the field can be used again."""
    field(picker).set_input_files(file(2_000_000))

    picker.root.get_by_role("button", name="Cancel").click()

    assert len(picker.sent("cancel")) == 1
    expect(picker.root.get_by_role("progressbar")).to_be_hidden()
    expect(field(picker)).to_be_focused()


def test_remove_ends_an_upload(picker: FakeModel) -> None:
    """What was on its way when Remove was pressed does not come after all."""
    picker.write(summary="cat.png: JPEG")
    field(picker).set_input_files(file(2_000_000))
    upload = begun(picker)["upload"]

    picker.root.get_by_role("button", name="Remove").click()

    assert [message["upload"] for message in picker.sent("cancel")] == [upload]
    assert len(picker.sent("clear")) == 1


def test_a_page_that_is_left_ends_an_upload(picker: FakeModel) -> None:
    """The kernel would wait for the rest, and keep Generate waiting."""
    field(picker).set_input_files(file(2_000_000))
    upload = begun(picker)["upload"]

    picker.page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")

    assert [message["upload"] for message in picker.sent("cancel")] == [upload]


def test_a_second_file_takes_the_place_of_the_first(picker: FakeModel) -> None:
    """Only one upload is under way."""
    field(picker).set_input_files(file(2_000_000))
    begun(picker)
    field(picker).set_input_files(file(10, "dog.png"))

    first, second = picker.await_sent("begin", 2)
    assert [message["upload"] for message in picker.sent("cancel")] == [first["upload"]]
    assert second["name"] == "dog.png"


def test_a_kernel_that_is_busy_is_named(picker: FakeModel) -> None:
    """Somebody who waits is told what for."""
    picker.page.clock.install()
    field(picker).set_input_files(file(10))
    begun(picker)

    picker.page.clock.fast_forward(5_000)

    expect(picker.root.get_by_text("Waiting for the kernel")).to_be_visible()


def test_a_file_beyond_the_limit_is_not_sent(picker: FakeModel, tmp_path: Any) -> None:
    """65 MB bring a sentence at the field, and no message."""
    big = tmp_path / "big.png"
    with big.open("wb") as sparse:
        sparse.write(PNG)
        sparse.truncate(65_000_000)

    field(picker).set_input_files(big)

    expect(picker.root.get_by_role("alert")).to_contain_text("65.0 MB; at most 64.0 MB")
    assert picker.sent("begin") == []


def test_a_file_that_cannot_be_sent_takes_the_old_picture_away(
    picker: FakeModel,
) -> None:
    """Otherwise Generate would pay for a picture that was to be replaced."""
    text = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"no picture"}

    field(picker).set_input_files(text)  # type: ignore[arg-type]

    expect(picker.root.get_by_role("alert")).to_contain_text("cannot open the file")
    assert len(picker.sent("clear")) == 1
