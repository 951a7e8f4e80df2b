"""The brush's script in Chromium and its Python half, joined without Jupyter.

The page keeps what the script sends until the test hands it over, and the other way
round: `settle()` carries messages until nobody has anything more to say.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kling_widgets.widgets.view._assets import script, style
from tests.widgets._page import Page as Kernel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Locator, Page

    from kling_widgets.widgets.brush._brush import Brush

Point = tuple[float, float]

MODEL = """([css, state, theme]) => {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const text = (buffer) => {
    const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte));
    return btoa(letters.join(""));
  };
  window.model = {
    sent: [], listeners: new Map(), state,
    get(name) { return state[name]; },
    send(content, _callbacks, buffers = []) {
      this.sent.push({ content, buffers: buffers.map(text) });
    },
    on(event, act) { this.listeners.set(act, event); },
    off(_event, act) { this.listeners.delete(act); },
    tell(content, buffers) {
      const views = buffers.map((text) => new DataView(bytes(text).buffer));
      for (const act of [...this.listeners.keys()]) act(content, views);
    },
    take() { return this.sent.splice(0); },
  };
  const sheet = document.createElement("style");
  sheet.textContent = css;
  document.head.append(sheet);
  document.body.dataset.jpThemeLight = String(theme === "light");
  document.body.style.cssText = theme === "light"
    ? "margin: 8px; background: #fff"
    : "margin: 8px; background: #111; --jp-content-font-color1: #e8e8e8;"
      + "--jp-ui-font-color2: #b5b5b5; --jp-layout-color1: #111; --jp-layout-color2: #222;"
      + "--jp-border-color1: #616161; --jp-border-color2: #424242; --jp-brand-color1: #64b5f6";
}"""
MOUNT = """async ([source, width]) => {
  window.widget ??= await (async () => {
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    return (await import(url)).default();
  })();
  const el = document.createElement("div");
  el.style.width = width;
  document.body.append(el);
  (window.closers ??= []).push(window.widget.render({ model, el }));
}"""
FRAMES = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"""
SLIDE = """(input, at) => {
  input.step = "any";
  input.value = at;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}"""
CANVAS = """(canvas) => {
  const { width, height } = canvas;
  const data = canvas.getContext("2d").getImageData(0, 0, width, height).data;
  const letters = [];
  for (let at = 0; at < data.length; at += 32768)
    letters.push(String.fromCharCode(...data.subarray(at, at + 32768)));
  return [width, height, btoa(letters.join(""))];
}"""


def resize_brush(root: Locator, picture: tuple[int, int], size: int) -> None:
    """Move the slider below `root` until the brush has that diameter."""
    largest = max(2, min(picture) / 2)
    part = ((size - 1) / (largest - 1)) ** 0.5
    root.get_by_label("Size").evaluate(SLIDE, part * 100)


def pixels(canvas: Locator) -> tuple[int, int, bytes]:
    """Width, height and RGBA bytes of a canvas."""
    width, height, data = canvas.evaluate(CANVAS)
    return width, height, base64.b64decode(data)


@dataclass(frozen=True, slots=True)
class Sent:
    """One message, and its weight on the wire without Jupyter's own envelope."""

    content: dict[str, Any]
    buffers: tuple[bytes, ...]

    @property
    def size(self) -> int:
        return len(json.dumps(self.content)) + sum(map(len, self.buffers))


class BrushPage:
    """A brush shown on an otherwise empty page."""

    def __init__(
        self, page: Page, brush: Brush, *, width: str = "auto", theme: str = "light"
    ) -> None:
        self.page = page
        self.brush = brush
        self.kernel = Kernel(brush)
        self.complaints: list[str] = []
        self.sent: list[Sent] = []
        self.told: list[Sent] = []
        self._next = len(brush.comm.sent)
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.set_content("<!doctype html><html lang=en><title>fake</title><main>")
        palette = [list(pair) for pair in brush.palette]
        state = {"palette": palette, "help": brush.help, "words": [], "lang": "en"}
        page.evaluate(MODEL, [style("base.css", "brush.css"), state, theme])
        self._pen = page.context.new_cdp_session(page)
        self.show(width)

    def show(self, width: str = "auto") -> None:
        """Show the brush in one more place."""
        self.page.evaluate(MOUNT, [script("brush.js"), width])
        self.settle()

    @property
    def root(self) -> Locator:
        return self.page.locator(".kling-brush").first

    @property
    def canvas(self) -> Locator:
        return self.page.get_by_role("application").first

    @property
    def status(self) -> str:
        return self.root.get_by_role("status").first.inner_text()

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    def press(self, *names: str) -> None:
        """Click on buttons, one after another."""
        for name in names:
            self.button(name).click()

    def settle(self) -> None:
        """Carry messages both ways until there are none, and let the page draw."""
        while self._carry():
            pass
        self.page.evaluate(FRAMES)

    def resize_brush(self, size: int) -> None:
        """Move the slider until the brush has that diameter."""
        resize_brush(self.root, self.brush.image.size, size)  # type: ignore[union-attr, arg-type]

    def to_client(self, place: Point) -> Point:
        """Where on the page a place of the picture is, when it is shown whole."""
        box = self.canvas.bounding_box()
        assert box
        assert self.brush.image
        assert self.brush.image.size
        width, height = self.brush.image.size
        return (
            box["x"] + place[0] * box["width"] / width,
            box["y"] + place[1] * box["height"] / height,
        )

    def drag(self, *places: Point, by: str = "mouse", force: float = 0.5) -> None:
        """Press at the first place, go to each of the others, and let go."""
        spots = [self.to_client(place) for place in places]
        for place, spot in enumerate(spots):
            self._point(by, "down" if place == 0 else "move", spot, force)
        self._point(by, "up", spots[-1], force)
        self.settle()

    def click(self, place: Point) -> None:
        self.drag(place)

    def touch(self, kind: str, *places: Point) -> None:
        """Put fingers down, move them, or lift them (`End` with no place)."""
        points = [
            {"x": x, "y": y, "id": finger}
            for finger, (x, y) in enumerate(self.to_client(place) for place in places)
        ]
        event = {"type": f"touch{kind}", "touchPoints": points}
        self._pen.send("Input.dispatchTouchEvent", event)

    def pixels(self) -> tuple[int, int, bytes]:
        """Width, height and RGBA bytes of the painting as it is shown."""
        return pixels(self.canvas)

    def close(self) -> int:
        """Close every view; returns how many listeners are left behind."""
        self.page.evaluate("() => closers.splice(0).forEach((close) => close())")
        left: int = self.page.evaluate("() => model.listeners.size")
        return left

    def _point(self, by: str, kind: str, spot: Point, force: float) -> None:
        if by == "mouse":
            act = {"down": self.page.mouse.down, "up": self.page.mouse.up}
            self.page.mouse.move(*spot)
            if kind in act:
                act[kind]()
        elif by == "pen":
            self._pen_event(kind, spot, force)
        else:
            finger = [] if kind == "up" else [{"x": spot[0], "y": spot[1]}]
            names = {"down": "touchStart", "move": "touchMove", "up": "touchEnd"}
            event = {"type": names[kind], "touchPoints": finger}
            self._pen.send("Input.dispatchTouchEvent", event)

    def _pen_event(self, kind: str, spot: Point, force: float) -> None:
        names = {"down": "mousePressed", "move": "mouseMoved", "up": "mouseReleased"}
        event = {
            "type": names[kind],
            "x": spot[0],
            "y": spot[1],
            "pointerType": "pen",
            "button": "left",
            "buttons": 0 if kind == "up" else 1,
            "clickCount": 1,
            "force": 0 if kind == "up" else force,
        }
        self._pen.send("Input.dispatchMouseEvent", event)

    def _carry(self) -> bool:
        outgoing = self.page.evaluate("() => model.take()")
        for message in outgoing:
            buffers = tuple(base64.b64decode(text) for text in message["buffers"])
            self.sent.append(Sent(message["content"], buffers))
            self.kernel.send(message["content"], *buffers)
        incoming = self._incoming()
        for message in incoming:
            self.told.append(message)
            texts = [base64.b64encode(data).decode() for data in message.buffers]
            tell = "([content, texts]) => model.tell(content, texts)"
            self.page.evaluate(tell, [message.content, texts])
        return bool(outgoing or incoming)

    def _incoming(self) -> Sequence[Sent]:
        new = self.brush.comm.sent[self._next :]
        self._next += len(new)
        return [
            Sent(data["content"], tuple(map(bytes, buffers)))
            for data, buffers in new
            if data.get("method") == "custom"
        ]

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)
