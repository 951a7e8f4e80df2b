"""The bar below a clip in a cell's output, in Chromium, without a kernel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, Page, expect

from kling_widgets.clips import Clip, bundle
from tests.browser._fake_jupyter import JUPYTER
from tests.browser._video import await_video, play
from tests.clips._movies import FPS, write_movie

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser

FRAMES = 24
HOSTILE = "</script><img src=x onerror=alert(1)>"
FRAME = f"video => Math.floor(video.currentTime * {FPS})"
COPIED = """() => new Promise((told) => document.addEventListener("copy", () =>
  told(document.activeElement.value), { once: true }))"""
"""A page without HTTPS has no clipboard to read; this tells what went there."""


@pytest.fixture
def card(page: Page, tmp_path: Path) -> Iterator[Locator]:
    """A saved output on a page of its own; the console stays silent."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    path = write_movie(tmp_path / "clip.mp4", frames=FRAMES, size=(320, 240))
    shown = bundle([Clip(path, caption=HOSTILE)], embed_limit=10_000_000)
    page.set_content(f"<!doctype html>{shown['text/html']}")
    await_video(page.locator("video"))
    yield page.locator("figure")
    assert complaints == []


def press(card: Locator, name: str) -> None:
    card.get_by_role("button", name=name).click()


def expect_frame(card: Locator, number: int) -> None:
    """Wait until that frame is the one on the screen."""
    await_seek = "video => !video.seeking && Math.floor(video.currentTime * %d) === %d"
    video = card.locator("video").element_handle()
    card.page.wait_for_function(await_seek % (FPS, number), arg=video)


def test_buttons_step_through_single_frames(card: Locator) -> None:
    """On, on, back: the second frame, and not beyond either end."""
    press(card, "One frame on")
    press(card, "One frame on")
    press(card, "One frame back")
    expect_frame(card, 1)

    for _ in range(3):
        press(card, "One frame back")
    expect_frame(card, 0)

    card.locator("video").evaluate("video => { video.currentTime = video.duration; }")
    press(card, "One frame on")
    expect_frame(card, FRAMES - 1)


def test_keys_step_and_stop_the_clip(card: Locator) -> None:
    """A full stop and a comma do the same, wherever in the card the keyboard is."""
    video = card.locator("video")
    play(video, seconds=0.1)

    card.get_by_role("button", name="Copy path").focus()
    card.page.keyboard.press(".")
    expect(video).to_have_js_property("paused", value=True)
    here: int = video.evaluate(FRAME)
    video.focus()
    card.page.keyboard.press(",")

    expect_frame(card, (here or 1) - 1)


@pytest.mark.parametrize("key", ["Control+.", "Meta+.", "Alt+,"])
def test_the_browser_keeps_its_own_keys(card: Locator, key: str) -> None:
    """With a modifier they are none of ours."""
    card.get_by_role("button", name="Copy path").focus()

    card.page.keyboard.press(key)

    expect_frame(card, 0)


def test_letters_stay_with_the_clip(card: Locator) -> None:
    """The notebook around would take x for cutting the cell."""
    card.page.evaluate(JUPYTER)
    card.get_by_role("button", name="Copy path").focus()

    for key in ("x", "0", "."):
        card.page.keyboard.press(key)

    assert card.page.evaluate("heard") == []


def test_speed_and_loop_are_choices(card: Locator) -> None:
    """It starts as saved: at its own speed, repeating, without sound, standing."""
    video = card.locator("video")
    for name, value in (("loop", True), ("muted", True), ("paused", True)):
        expect(video).to_have_js_property(name, value)

    card.get_by_label("Speed").select_option(value="0.5")
    card.get_by_label("Loop").uncheck()

    expect(video).to_have_js_property("playbackRate", 0.5)
    expect(video).to_have_js_property("loop", value=False)


def test_full_screen_is_the_video_s(card: Locator) -> None:
    """The button does what the player's own would."""
    press(card, "Full screen")

    is_full = "document.fullscreenElement?.tagName === 'VIDEO'"
    card.page.wait_for_function(is_full)


def test_the_clip_is_downloaded_without_a_server(card: Locator) -> None:
    """What is inside the notebook comes out under its name."""
    with card.page.expect_download() as download:
        card.get_by_role("link", name="Download", exact=True).click()

    assert download.value.suggested_filename == "clip.mp4"


def test_the_path_is_copied_without_https(card: Locator, tmp_path: Path) -> None:
    """Where the page may not use the clipboard itself, the old way does it."""
    copied: Any = card.page.evaluate_handle(
        f"() => {{ window.copied = ({COPIED})(); }}"
    )
    card.get_by_role("button", name="Copy path").click()

    assert card.page.evaluate("window.copied") == str(tmp_path / "clip.mp4")
    expect(card.get_by_role("button", name="Copied")).to_be_visible()
    copied.dispose()


def test_a_hostile_caption_is_read(card: Locator) -> None:
    """Nothing of it runs, and it stands there as it was written."""
    expect(card).to_contain_text(HOSTILE)
    expect(card.locator("img")).to_have_count(0)


def test_without_scripts_the_clip_still_plays(page: Page, tmp_path: Path) -> None:
    """A page that strips the script shows the browser's own player, and the link."""
    path = write_movie(tmp_path / "clip.mp4")
    shown = bundle([Clip(path)], embed_limit=10_000_000)["text/html"]
    page.set_content(re.sub(r"<script>.*</script>", "", shown))

    await_video(page.locator("video"))
    play(page.locator("video"))

    assert page.locator("video").get_attribute("controls") is not None
    assert page.get_by_role("link").get_attribute("download") is not None
    expect(page.get_by_role("group")).to_have_count(0)
