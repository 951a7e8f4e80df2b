"""A widget's script in a real browser, without Jupyter around it.

The page gets the script and a model that behaves as anywidget's does; the test
plays Python: it writes traits, sends messages, and reads what was sent to it.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from kling_widgets.widgets.view._assets import script, style

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MOUNT = """async ({source, css, state}) => {
  class Model {
    constructor(state) { this.state = state; this.listeners = new Map(); this.sent = []; }
    get(name) { return this.state[name]; }
    send(content, _callbacks, buffers = []) {
      this.sent.push({ content, sizes: buffers.map((buffer) => buffer.byteLength) });
      this.kernel?.(content, buffers);
    }
    on(event, listener) {
      this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
    }
    off(event, listener) {
      const rest = (this.listeners.get(event) ?? []).filter((one) => one !== listener);
      this.listeners.set(event, rest);
    }
    tell(event, ...told) { for (const one of this.listeners.get(event) ?? []) one(...told); }
    count() { return [...this.listeners.values()].reduce((sum, all) => sum + all.length, 0); }
  }
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const widget = (await import(url)).default;
  const sheet = document.createElement("style");
  sheet.textContent = css;
  document.head.append(sheet);
  const el = document.createElement("div");
  document.body.append(el);
  window.model = new Model(state);
  window.close_view = widget.render({ model: window.model, el });
}"""

BYTES = """([name, bytes]) => {
  model.state[name] = new DataView(new Uint8Array(bytes).buffer);
  model.tell(`change:${name}`);
}"""

KERNEL = """() => {
  const files = new Map();
  model.kernel = (content, buffers) => {
    const { kind, upload } = content;
    if (kind === "begin") files.set(upload, { size: content.size, got: 0, parts: [] });
    const file = files.get(upload);
    if (kind === "chunk") file.got += buffers[0].byteLength;
    if (kind === "chunk") file.parts.push(buffers[0]);
    if (kind !== "begin" && kind !== "chunk") return;
    setTimeout(() => {
      model.tell("msg:custom", { kind: "ack", upload, received: file.got }, []);
      if (file.got < file.size) return;
      model.arrived = new Blob(file.parts);
      model.tell("msg:custom", { kind: "done", upload }, []);
    });
  };
}"""
"""A kernel that takes every file, as the picker's Python half does."""

ARRIVED = """async () => {
  const bytes = new Uint8Array(await model.arrived.arrayBuffer());
  const letters = [];
  for (let at = 0; at < bytes.length; at += 32768)
    letters.push(String.fromCharCode(...bytes.subarray(at, at + 32768)));
  return btoa(letters.join(""));
}"""


class FakeModel:
    """One view of a script, mounted on an empty page."""

    def __init__(self, page: Page, name: str, *styles: str, **state: Any) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.set_content("<!doctype html><title>fake</title>")
        parts = {"source": script(name), "css": style("base.css", *styles)}
        spoken = {"words": (), "lang": "en", **state}
        page.evaluate(MOUNT, {**parts, "state": spoken})
        self.root: Locator = page.locator("body > div")

    def write(self, **traits: Any) -> None:
        """Change traits, as Python does."""
        for name, value in traits.items():
            if isinstance(value, bytes):
                self.page.evaluate(BYTES, [name, list(value)])
                continue
            change = "([name, value]) => { model.state[name] = value; }"
            self.page.evaluate(change, [name, value])
            self.page.evaluate("(name) => model.tell(`change:${name}`)", name)

    def tell(self, content: dict[str, Any]) -> None:
        """Send a custom message to the page."""
        self.page.evaluate(
            "(content) => model.tell('msg:custom', content, [])", content
        )

    def tell_bytes(self, content: dict[str, Any], data: bytes) -> None:
        """Send a custom message with a binary buffer."""
        send = """([content, bytes]) => model.tell("msg:custom", content,
          [new DataView(new Uint8Array(bytes).buffer)])"""
        self.page.evaluate(send, [content, list(data)])

    def play_kernel(self) -> None:
        """Acknowledge every piece of a file from now on."""
        self.page.evaluate(KERNEL)

    def await_arrived(self) -> bytes:
        """The file that the kernel has, once it has all of one."""
        self.page.wait_for_function("model.arrived !== undefined")
        return base64.b64decode(self.page.evaluate(ARRIVED))

    def sent(self, kind: str) -> list[dict[str, Any]]:
        """What the page has sent of that kind, with the sizes of its buffers."""
        sent: list[dict[str, Any]] = self.page.evaluate("model.sent")
        return [
            {**message["content"], "sizes": message["sizes"]}
            for message in sent
            if message["content"]["kind"] == kind
        ]

    def await_sent(self, kind: str, count: int = 1) -> list[dict[str, Any]]:
        """The same, once there are so many."""
        enough = """([kind, count]) =>
          model.sent.filter(({content}) => content.kind === kind).length >= count"""
        self.page.wait_for_function(enough, arg=[kind, count])
        return self.sent(kind)

    def close(self) -> int:
        """Close the view; returns how many listeners it has left behind."""
        left: int = self.page.evaluate("() => { close_view(); return model.count(); }")
        return left

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)
