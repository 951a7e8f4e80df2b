"""A picker before there is a picture, and the files that are chosen in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Locator

    from tests.browser._fake_model import FakeModel

EMPTY: dict[str, Any] = {
    "label": "Image",
    "thumbnail": None,
    "summary": "",
    "notes": [],
    "error": "",
    "reason": "",
    "max_side": 2560,
    "mends": [],
}
PNG = b"\x89PNG\r\n\x1a\n"
"""The start of a file that the browser cannot open, and Python is to judge."""


def field(picker: FakeModel) -> Locator:
    """What a file is chosen with."""
    return picker.root.get_by_label("Image", exact=True)


def file(size: int, name: str = "cat.png") -> FilePayload:
    """A file of so many bytes."""
    return {"name": name, "mimeType": "image/png", "buffer": PNG.ljust(size, b"x")}


def begun(picker: FakeModel) -> dict[str, Any]:
    """What the page announces, once it has looked at the file."""
    return picker.await_sent("begin")[0]
