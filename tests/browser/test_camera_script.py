"""The picker's camera, in a Chromium that has one: a picture that moves."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Browser, Page, expect

import kling_widgets as kling
from kling_widgets._language import script_patterns
from tests.browser._axe import needs_axe, serious_faults
from tests.browser._chromium import launched
from tests.browser._empty_picker import EMPTY
from tests.browser._fake_camera import (
    ADDRESS,
    FAKE_CAMERA,
    HEAVY,
    HESITATE,
    LISTEN,
    PLUG_IN,
    REFUSE,
    UNPLUG,
    WATCH,
)
from tests.browser._fake_model import FakeModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Locator

pytestmark = pytest.mark.browser

PASTE = """() => {
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File(["x"], "pasted.png", { type: "image/png" }));
  document.querySelector(".kling-picker").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true }));
}"""


@pytest.fixture(scope="module")
def chromium(chromium: Browser) -> Iterator[Browser]:
    """Chromium with a camera of its own making."""
    with launched(chromium.browser_type, FAKE_CAMERA) as browser:
        yield browser


@pytest.fixture
def secure_page(page: Page) -> Page:
    """A page to which the browser gives a camera."""
    page.context.grant_permissions(["camera"])
    page.route(ADDRESS, lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto(ADDRESS)
    page.evaluate(WATCH)
    return page


@pytest.fixture
def picker(secure_page: Page) -> Iterator[FakeModel]:
    """An empty picker; whatever happens, the console stays silent."""
    picker = FakeModel(secure_page, "picker.js", "picker.css", **EMPTY)
    yield picker
    assert picker.complaints == []


def button(picker: FakeModel, name: str) -> Locator:
    return picker.root.get_by_role("button", name=name, exact=True)


def camera(picker: FakeModel) -> Locator:
    return button(picker, "Image from the camera")


def film(picker: FakeModel) -> tuple[int, int]:
    """Open the live view; returns the video's size once it is to be seen."""
    camera(picker).click()
    expect(button(picker, "Take")).to_be_enabled()
    video = picker.root.get_by_label("Live view")
    expect(video).to_be_visible()
    width, height = video.evaluate("(video) => [video.videoWidth, video.videoHeight]")
    return width, height


def await_stopped(picker: FakeModel) -> None:
    """Wait until the camera that was on is off."""
    picker.page.wait_for_function(
        "tracks.length > 0 && tracks.every((track) => track.readyState === 'ended')"
    )


def test_a_still_is_a_picture_like_any_other(picker: FakeModel) -> None:
    """A JPEG as large as the video arrives in the kernel, and the camera is off."""
    picker.play_kernel()
    size = film(picker)

    button(picker, "Take").click()
    arrived = picker.await_arrived()

    with Image.open(io.BytesIO(arrived)) as still:
        assert (still.format, still.size) == ("JPEG", size)
        assert max(ImageStat.Stat(still).mean) > 100  # the fake camera shows green
    assert size[0] >= 1280  # the smallest that a camera has would be too small
    assert picker.sent("begin")[0]["name"] == "camera.jpg"
    await_stopped(picker)
    expect(picker.root.get_by_label("Live view")).to_be_hidden()


def test_a_large_still_is_shrunk_on_the_way(picker: FakeModel) -> None:
    """It takes the same way as a chosen file."""
    picker.play_kernel()
    picker.write(max_side=640)
    picker.page.evaluate(HEAVY)
    width, height = film(picker)

    button(picker, "Take").click()

    with Image.open(io.BytesIO(picker.await_arrived())) as still:
        assert still.size == (640, 640 * height / width)


ENDS: dict[str, Callable[[FakeModel], object]] = {
    "cancel": lambda picker: button(picker, "Cancel").click(),
    "the view closed": lambda picker: picker.close(),
    "scrolled away": lambda picker: picker.root.evaluate("(root) => root.remove()"),
    "another picture": lambda picker: picker.page.evaluate(PASTE),
    "switched off": lambda picker: picker.write(reason="Not in std mode."),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS.keys())
def test_no_camera_stays_on(
    picker: FakeModel, end: Callable[[FakeModel], object]
) -> None:
    """Whatever ends the live view stops the camera, and no still is sent."""
    film(picker)
    assert picker.page.evaluate("tracks.map((track) => track.readyState)") == ["live"]

    end(picker)

    await_stopped(picker)
    assert [b["name"] for b in picker.sent("begin")] in ([], ["pasted.png"])


def test_cancel_gives_the_picture_and_the_focus_back(picker: FakeModel) -> None:
    """The keyboard goes through the live view and comes back."""
    film(picker)
    expect(button(picker, "Take")).to_be_focused()
    expect(picker.root.get_by_text("Choose a picture")).to_be_hidden()

    picker.page.keyboard.press("Tab")
    picker.page.keyboard.press("Enter")

    expect(camera(picker)).to_be_focused()
    expect(picker.root.get_by_text("Choose a picture")).to_be_visible()
    expect(button(picker, "Take")).to_be_hidden()


def test_a_camera_that_is_allowed_too_late_is_stopped(picker: FakeModel) -> None:
    """Cancel works while the browser still asks, and the answer changes nothing."""
    picker.page.evaluate(HESITATE)
    camera(picker).click()
    expect(picker.root.get_by_text("Waiting for the camera")).to_be_visible()
    expect(button(picker, "Take")).to_be_disabled()

    button(picker, "Cancel").click()
    picker.page.evaluate("allow()")

    await_stopped(picker)
    expect(picker.root.get_by_label("Live view")).to_be_hidden()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("NotAllowedError", "The browser does not let this page use the camera. Allow"),
        ("NotReadableError", "another program may be using it. Close that program"),
        ("NotFoundError", "No camera was found. Connect one"),
    ],
)
def test_a_camera_that_does_not_start_says_why(
    picker: FakeModel, name: str, sentence: str
) -> None:
    """What happened and what to do, and the button to try again."""
    picker.page.evaluate(REFUSE, name)

    camera(picker).click()

    expect(picker.root.get_by_role("alert")).to_contain_text(sentence)
    expect(camera(picker)).to_be_focused()
    expect(picker.root.get_by_text("Choose a picture")).to_be_visible()


def test_a_refusal_is_forgotten_once_the_camera_is_allowed(picker: FakeModel) -> None:
    """The browser's own refusal has its sentence; the next try takes it away."""
    picker.page.context.clear_permissions()
    camera(picker).click()
    expect(picker.root.get_by_role("alert")).to_contain_text("does not let this page")

    picker.page.context.grant_permissions(["camera"])
    film(picker)

    expect(picker.root.get_by_role("alert")).to_be_hidden()


def test_a_camera_that_is_pulled_out_is_said(picker: FakeModel) -> None:
    """The sentence stays to be read, though there is no camera any more."""
    film(picker)

    picker.page.evaluate("tracks[0].dispatchEvent(new Event('ended'))")
    picker.page.evaluate(UNPLUG)

    expect(camera(picker)).to_be_hidden()
    expect(picker.root.get_by_role("alert")).to_contain_text("The camera stopped")


def test_the_button_comes_and_goes_with_the_camera(picker: FakeModel) -> None:
    """No button where there is no camera, and one as soon as there is."""
    expect(camera(picker)).to_be_visible()

    picker.page.evaluate(UNPLUG)
    expect(camera(picker)).to_be_hidden()
    expect(picker.root.locator(".kling-camera")).to_be_hidden()

    picker.page.evaluate(PLUG_IN)
    expect(camera(picker)).to_be_visible()


def test_no_button_where_the_page_may_have_no_camera(page: Page) -> None:
    """Without https the browser has no cameras to speak of."""
    picker = FakeModel(page, "picker.js", "picker.css", **EMPTY)

    assert page.evaluate("navigator.mediaDevices === undefined")
    expect(picker.root.locator(".kling-camera")).to_be_hidden()
    assert picker.complaints == []


def test_no_listener_is_left_on_the_cameras(picker: FakeModel) -> None:
    """A closed view does not ask for the list of cameras any more."""
    picker.close()

    picker.page.evaluate(LISTEN)

    assert not picker.page.evaluate("'asked' in window")


def test_the_camera_speaks_korean(secure_page: Page) -> None:
    """Its words come from Python, as the picker's others do."""
    kling.configure(language="ko")
    words = [list(pair) for pair in script_patterns()]
    kling.configure(language=None)
    state = {**EMPTY, "label": "이미지", "words": words}
    picker = FakeModel(secure_page, "picker.js", "picker.css", **state)
    secure_page.evaluate(REFUSE, "NotAllowedError")

    button(picker, "카메라로 이미지 찍기").click()

    expect(picker.root.get_by_role("alert")).to_contain_text("사이트 설정에서 허용")


@needs_axe
def test_the_live_view_shuts_nobody_out(picker: FakeModel) -> None:
    """Nothing serious is found in it by axe."""
    film(picker)

    assert serious_faults(picker.page, ".kling-picker") == []
