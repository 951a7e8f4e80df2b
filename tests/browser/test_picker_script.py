"""The picker's script, in Chromium, on a fake model."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from kling_widgets.widgets.view._assets import script
from tests.browser._empty_picker import EMPTY, begun, field, file
from tests.browser._fake_model import FakeModel
from tests.widgets.conftest import png

pytestmark = pytest.mark.browser

DROP = """([selector, kind, name]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array([0x89, 80, 78, 71])], name, { type: "image/png" }));
  const [property, Kind] = kind === "paste"
    ? ["clipboardData", ClipboardEvent] : ["dataTransfer", DragEvent];
  const event = new Kind(kind, { [property]: data, bubbles: true, cancelable: true });
  document.querySelector(selector).dispatchEvent(event);
  return event.defaultPrevented;
}"""


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_picture_may_be_dropped_or_pasted(picker: FakeModel, kind: str) -> None:
    """Both are taken like a chosen file, and the page around is left alone."""
    taken = picker.page.evaluate(DROP, [".kling-zone", kind, "dropped.png"])

    assert taken
    assert begun(picker)["name"] == "dropped.png"


@pytest.mark.parametrize("press", ["Enter", "Use"])
def test_a_path_or_url_may_be_typed(picker: FakeModel, press: str) -> None:
    """By key or by button, without the spaces around it."""
    place = picker.root.get_by_label("Image path or URL", exact=True)
    place.fill("  cat.png ")

    if press == "Enter":
        place.press("Enter")
    else:
        picker.root.get_by_role("button", name="Use").click()

    assert [message["text"] for message in picker.sent("location")] == ["cat.png"]


def test_python_shows_what_will_be_sent(picker: FakeModel) -> None:
    """Thumbnail, facts and notes come from the kernel, as text."""
    picker.write(
        thumbnail=png(40, 30),
        summary="cat.png: JPEG, 400\N{MULTIPLICATION SIGN}300, 9 kB",
        notes=["Turned upright.", "<b>Shrunk</b>."],
    )

    picture = picker.root.get_by_alt_text("The picture as it will be sent")
    expect(picture).to_be_visible()
    assert (
        picture.evaluate("async (img) => (await img.decode(), img.naturalWidth)") == 40
    )
    expect(picker.root.get_by_text("cat.png: JPEG")).to_be_visible()
    assert picker.root.locator("li").all_inner_texts() == [
        "Turned upright.",
        "<b>Shrunk</b>.",
    ]


def test_python_tells_an_error_at_the_field(picker: FakeModel) -> None:
    """It is announced, and tied to the control that it is about."""
    picker.write(
        error="120\N{MULTIPLICATION SIGN}80; each side must be at least 300 pixels."
    )

    alert = picker.root.get_by_role("alert")
    expect(alert).to_have_text(
        "120\N{MULTIPLICATION SIGN}80; each side must be at least 300 pixels."
    )
    expect(field(picker)).to_have_attribute("aria-invalid", "true")
    described = (field(picker).get_attribute("aria-describedby") or "").split()
    assert alert.get_attribute("id") in described


def test_a_mend_is_one_click(picker: FakeModel) -> None:
    """Python offers ways, the page has a button for each, and keeps the focus."""
    labels = {"crop": "Crop to 750×300", "pad": "Pad to 750×300"}  # noqa: RUF001
    picker.write(mends=[{"way": way, "label": labels[way]} for way in labels])
    offers = picker.root.get_by_role("group", name="Mend the picture")

    offers.get_by_role("button", name="Pad to").click()

    assert [message["way"] for message in picker.sent("mend")] == ["pad"]
    expect(field(picker)).to_be_focused()
    picker.write(mends=[])
    expect(offers).to_be_hidden()


def test_what_cannot_be_used_says_why(picker: FakeModel) -> None:
    """Every control is off, a drop is refused, and the reason is there to read."""
    picker.write(reason="kling-v2-6 takes a tail image only in pro mode.")

    expect(field(picker)).to_be_disabled()
    expect(picker.root.get_by_role("button", name="Use")).to_be_disabled()
    expect(picker.root.get_by_text("only in pro mode")).to_be_visible()
    picker.page.evaluate(DROP, [".kling-zone", "drop", "cat.png"])
    assert picker.sent("begin") == []


def test_remove_takes_the_picture_away(picker: FakeModel) -> None:
    """The button is named after its field."""
    picker.write(summary="cat.png")

    picker.root.get_by_role("button", name="Remove image").click()

    assert len(picker.sent("clear")) == 1


def test_the_keyboard_reaches_everything(picker: FakeModel) -> None:
    """Tab goes through the controls in reading order."""
    picker.write(summary="cat.png")
    order = []

    for _ in range(4):
        picker.page.keyboard.press("Tab")
        order.append(picker.page.evaluate("document.activeElement.className"))

    assert order == ["kling-file", "kling-quiet", "kling-place", "kling-button"]


def test_python_may_ask_for_the_focus(picker: FakeModel) -> None:
    """An error elsewhere can bring the reader here."""
    picker.tell({"kind": "focus"})

    expect(field(picker)).to_be_focused()


def test_nothing_is_left_of_a_closed_view(picker: FakeModel) -> None:
    """No listener, no element, and an upload under way is given up."""
    field(picker).set_input_files(file(2_000_000))

    left = picker.close()

    assert left == 0
    assert picker.root.inner_html() == ""
    assert len(picker.sent("cancel")) == 1


def test_two_views_do_not_share_their_names(page: Page) -> None:
    """Shown twice, each label still belongs to its own control."""
    picker = FakeModel(page, "picker.js", **EMPTY)
    page.evaluate("document.body.append(document.createElement('section'))")
    page.evaluate(
        """async (source) => {
      const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
      const el = document.querySelector("section");
      (await import(url)).default.render({ model, el });
    }""",
        script("picker.js"),
    )

    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == 8
    assert len(set(ids)) == 8
    assert picker.complaints == []
