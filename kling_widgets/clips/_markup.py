"""The HTML in which a notebook keeps a clip, and how it is found again there.

Browsers bring play, sound, full screen, speed and saving with the controls of a video.
Stepping through single frames needs a script, which adds a bar of its own (see
`_player`); where no script runs, everything else still works.
"""

from __future__ import annotations

import base64
import re
from typing import Final

from .._language import told
from ._say import byte_words

# Both names keep MathJax (3 and later, 2) away: "$5 or $10" is no formula.
ROW: Final = (
    '<div class="kling-clips mathjax_ignore tex2jax_ignore" lang="{lang}" style="display:flex;'
    'flex-wrap:wrap;gap:16px;align-items:flex-start">{figures}</div>{script}'
)
FIGURE: Final = (
    '<figure class="kling-clip" style="margin:0;max-width:{width}px">{content}'
    '<figcaption style="font-size:0.85em;line-height:1.4;margin-top:4px;'
    'overflow-wrap:anywhere;word-break:keep-all">{caption}<div style="opacity:0.7">{facts}</div>'
    "</figcaption></figure>"
)
VIDEO: Final = (
    '<video data-kling-clip="{link}" data-kling-sha256="{sha256}" data-kling-fps="{fps:g}" controls muted loop '
    'playsinline preload="metadata" src="{source}" '
    'poster="data:image/jpeg;base64,{poster}" aria-label="{label}" '
    'width="{width}" height="{height}" '
    'style="display:block;max-width:100%;height:auto"></video>'
)
POSTER: Final = (
    '<a href="{link}"><img src="data:image/jpeg;base64,{poster}" alt="{label}" '
    'width="{width}" height="{height}" '
    'style="display:block;max-width:100%;height:auto"></a>'
)
FILE: Final = '<a href="{link}" download>{place}</a>'
MISSING: Final = "<p>{sentence}</p>"
NO_SOUND_IN_VS_CODE: Final = (
    "VS Code plays it without its sound; open the file to hear it."
)

ADDED: Final = '<span data-kling-added="{count}">{words}</span>'
INSIDE: Final = "data:video/mp4;base64,"

MARK: Final = "data-kling-clip"

KEPT: Final = re.compile(
    r'<video data-kling-clip="(?P<link>[^"]*)" data-kling-sha256="(?P<sha256>[^"]*)"'
    r'[^>]*? src="(?P<source>[^"]*)"[^>]*>.*?'
    r'<a href="(?P<href>[^"]*)" download>(?P<place>[^<]*)</a> · '
    r'(?P<added><span data-kling-added="(?P<count>\d{1,12})">[^<]*</span>)'
)
"""One clip in a saved output; all of it stands on one line."""


def added(count: int) -> str:
    """The note of how many bytes a clip makes a notebook grow by."""
    words = told(f"adds {byte_words(count)} to the notebook")
    return ADDED.format(count=count, words=words)


def embedded(data: bytes) -> str:
    """A video's address that holds the video itself."""
    return INSIDE + in_base64(data)


def in_base64(data: bytes) -> str:
    """The bytes as text."""
    return base64.b64encode(data).decode("ascii")
