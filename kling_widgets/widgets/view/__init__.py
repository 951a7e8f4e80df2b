"""What every view is built from: scripts, lines, words and messages."""

from __future__ import annotations

from ._fold import Fold
from ._html import picture_tag, render, style_tag
from ._latest import Latest, Wanted
from ._line import Line
from ._messages import MAX_MESSAGE_BYTES, is_text
from ._speak import in_words, speak
from ._view import View
from ._wording import TIMES, without_name

__all__ = [
    "MAX_MESSAGE_BYTES",
    "TIMES",
    "Fold",
    "Latest",
    "Line",
    "View",
    "Wanted",
    "in_words",
    "is_text",
    "picture_tag",
    "render",
    "speak",
    "style_tag",
    "without_name",
]
