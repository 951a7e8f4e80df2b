"""What a <video> on the page really shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

CLIP_MILLISECONDS = 60_000
HAVE_CURRENT_DATA = 2
IS_READY = f"video => video.readyState >= {HAVE_CURRENT_DATA}"
AWAIT_DATA = f"""video => new Promise((ready, failed) => {{
  if (({IS_READY})(video)) return ready();
  video.addEventListener("loadeddata", () => ready());
  video.addEventListener("error", () => failed(new Error(video.error.message)));
  video.load();
}})"""
FRAME = """async (video, seconds) => {
  video.pause();
  await new Promise((seeked) => {
    video.addEventListener("seeked", seeked, { once: true });
    video.currentTime = seconds;
  });
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [64, 36];
  canvas.getContext("2d").drawImage(video, 0, 0, 64, 36);
  return canvas.toDataURL();
}"""
PLAY = """(video, seconds) => new Promise((played, failed) => {
  const begun = video.currentTime;
  video.addEventListener("timeupdate", () => {
    if (Math.abs(video.currentTime - begun) > seconds) played();
  });
  video.play().catch(failed);
})"""


def await_video(video: Locator) -> None:
    """Wait until the page has one <video> there, with a picture to show."""
    expect(video).to_have_count(1, timeout=CLIP_MILLISECONDS)
    video.evaluate(AWAIT_DATA)


def frames_at(video: Locator, *seconds: float) -> list[str]:
    """The pictures at these moments, reduced to a few pixels each."""
    return [video.evaluate(FRAME, moment) for moment in seconds]


def play(video: Locator, *, seconds: float = 0.2) -> None:
    """Press play, and wait until so much of the clip has been shown."""
    video.evaluate(PLAY, seconds)


def pictures_shown(video: Locator) -> int:
    """How many pictures the browser has decoded; a page may not read them itself."""
    shown: int = video.evaluate("v => v.getVideoPlaybackQuality().totalVideoFrames")
    return shown
