"""A browser that decodes a picture only when the test lets it go on."""

from __future__ import annotations

DELAY = """() => {
  const open = window.createImageBitmap;
  window.createImageBitmap = async (...given) => {
    await new Promise((go_on) => { window.go_on = go_on; });
    return open(...given);
  };
}"""
