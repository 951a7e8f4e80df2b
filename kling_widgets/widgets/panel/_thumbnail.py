"""A small picture, with words for those who do not see it."""

from __future__ import annotations

from ipywidgets import HTML

from ..._language import told
from ..view import picture_tag


class Thumbnail(HTML):
    """Takes no room while there is no picture.

    The stock image widget has no place for words.

    Args:
        words: What is seen on it.
    """

    def __init__(self, words: str) -> None:
        self._words = words
        super().__init__()
        self.add_class("kling-thumb")
        self.show(b"")

    def show(self, jpeg: bytes) -> None:
        """Show this picture, or none."""
        self.jpeg = jpeg
        self.value = picture_tag(jpeg, told(self._words)) if jpeg else ""
        self.layout.display = None if jpeg else "none"
