"""A camera that is none, and what may happen to it: scripts for the page."""

from __future__ import annotations

FAKE_CAMERA = "--use-fake-device-for-media-stream"
"""What makes Chromium show a moving picture instead of a real camera."""

ADDRESS = "http://127.0.0.1/"
"""A page without https has a camera only where it comes from this machine."""

WATCH = """() => {
  const devices = navigator.mediaDevices;
  const ask = devices.getUserMedia.bind(devices);
  window.tracks = [];
  devices.getUserMedia = async (wish) => {
    const stream = await ask(wish);
    tracks.push(...stream.getTracks());
    return stream;
  };
}"""
"""Keeps each track that a camera was started for."""

REFUSE = """(name) => {
  navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", name); };
}"""
"""Fails to start it, with the error of that name."""

HESITATE = """() => {
  const devices = navigator.mediaDevices;
  const ask = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wish) => {
    await new Promise((allow) => { window.allow = allow; });
    return ask(wish);
  };
}"""
"""Waits with starting it until `allow()`."""

UNPLUG = """() => {
  window.list = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
  navigator.mediaDevices.enumerateDevices = async () =>
    (await list()).filter(({ kind }) => kind !== "videoinput");
  navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
}"""
"""Takes all cameras off the list."""

PLUG_IN = """() => {
  navigator.mediaDevices.enumerateDevices = list;
  navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
}"""
"""Puts them back."""

LISTEN = """() => {
  navigator.mediaDevices.enumerateDevices = async () => { window.asked = true; return []; };
  navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
}"""
"""Has the list change, and notes whether somebody looks."""

HEAVY = """() => {
  const code = OffscreenCanvas.prototype.convertToBlob;
  OffscreenCanvas.prototype.convertToBlob = async function (wish) {
    OffscreenCanvas.prototype.convertToBlob = code;
    const still = await code.call(this, wish);
    return new Blob([still, new Uint8Array(1_000_000)], { type: still.type });
  };
}"""
"""Makes the next still as heavy as one with much to be seen in it."""
