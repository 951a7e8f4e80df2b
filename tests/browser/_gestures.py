"""What a person does with a picture: drop it from the desktop, paste it, look at it."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

COPY = """async (address) => {
  const blob = await (await fetch(address)).blob();
  await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
}"""
LOOK = """(node) => {
  const width = node.videoWidth || node.naturalWidth || node.width;
  const height = node.videoHeight || node.naturalHeight || node.height;
  const canvas = document.createElement("canvas");
  const scale = 320 / Math.max(width, height);
  [canvas.width, canvas.height] = [width * scale, height * scale];
  canvas.getContext("2d").drawImage(node, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL().split(",")[1];
}"""

DRAWN = """(canvas) => {
  const { width, height } = canvas;
  const spot = new OffscreenCanvas(1, 1).getContext("2d");
  spot.drawImage(canvas, width / 2, height / 2, 1, 1, 0, 0, 1, 1);
  return spot.getImageData(0, 0, 1, 1).data[3] > 0;
}"""
"""(Chromium complains of a canvas that is read again and again.)"""


def drop(page: Page, file: Path, target: Locator) -> None:
    """Drag a file in from outside of the browser, and let go over the target."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box
    spot = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        event = {"type": kind, **spot, "data": data}
        session.send("Input.dispatchDragEvent", event)
    session.detach()


def paste(page: Page, address: str, target: Locator) -> None:
    """Copy the PNG that the page finds at that address, and press Ctrl+V."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(COPY, address)
    target.focus()
    page.keyboard.press("Control+v")


def await_drawn(canvas: Locator) -> None:
    """Wait until something is drawn in the middle of a canvas."""
    canvas.page.wait_for_function(DRAWN, arg=canvas.element_handle())


def seen(node: Locator) -> Image.Image:
    """What a picture, a clip or a canvas on the page shows, made small."""
    data = base64.b64decode(node.evaluate(LOOK))
    return Image.open(io.BytesIO(data)).convert("RGB")
