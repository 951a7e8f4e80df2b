"""Clips as a cell's output, which a saved notebook keeps.

Each clip is a `<video>` that waits for a click and shows its poster until then. Its
bytes are inside the notebook while they fit, otherwise it is linked beside it. Text
from outside is escaped, and the provider's link is never written: it expires.
"""

from __future__ import annotations

import base64
import os
from html import escape
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import quote

from ..errors import DownloadError

if TYPE_CHECKING:
    from collections.abc import Sequence

SINGLE_SIDE: Final = 640
"""Pixels of the long side of one clip alone."""

SHARED_SIDE: Final = 400
"""The same where several clips share an output."""

ROW: Final = (
    '<div class="kling-clips" style="display:flex;flex-wrap:wrap;gap:16px;'
    'align-items:flex-start">{figures}</div>'
)
FIGURE: Final = (
    '<figure class="kling-clip" style="margin:0;max-width:{width}px">{content}'
    '<figcaption style="font-size:0.85em;line-height:1.4;margin-top:4px;'
    'overflow-wrap:anywhere">{caption}<div style="opacity:0.7">{facts}</div>'
    "</figcaption></figure>"
)
VIDEO: Final = (
    '<video controls muted loop playsinline preload="{preload}" src="{source}" '
    'poster="data:image/jpeg;base64,{poster}" aria-label="{label}" '
    'width="{width}" height="{height}" '
    'style="display:block;max-width:100%;height:auto"></video>'
)
MISSING: Final = "<p>{sentence}</p>"


class Showable(Protocol):
    """What is asked of a clip to show it."""

    @property
    def path(self) -> Path: ...
    @property
    def caption(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def duration(self) -> float: ...

    def poster(self) -> bytes:
        """A small JPEG."""
        ...

    def poster_png(self) -> bytes:
        """A small PNG."""
        ...


def bundle(clips: Sequence[Showable], *, embed_limit: int) -> dict[str, str]:
    """One output for several clips, each as HTML, picture and text.

    Args:
        clips: in the order they were made; they are shown newest first.
        embed_limit: how many bytes of video the output may hold; what does not fit
            is linked relative to the current folder, which is the notebook's.
    """
    newest_first = tuple(reversed(clips))
    side = SINGLE_SIDE if len(clips) == 1 else SHARED_SIDE
    figures = []
    for clip in newest_first:
        figure, used = _figure(clip, side, embed_limit)
        figures.append(figure)
        embed_limit -= used
    output = {
        "text/plain": "\n".join(_in_words(clip) for clip in newest_first),
        "text/html": ROW.format(figures="".join(figures)),
    }
    still = _still(newest_first)
    return {**output, "image/png": still} if still else output


def _figure(clip: Showable, side: int, embed_limit: int) -> tuple[str, int]:
    """The clip's figure, and how many bytes of video went into it."""
    try:
        return _playable(clip, side, embed_limit)
    except DownloadError as exc:
        content = MISSING.format(sentence=escape(exc.message))
        return FIGURE.format(width=side, content=content, caption="", facts=""), 0


def _playable(clip: Showable, side: int, embed_limit: int) -> tuple[str, int]:
    width, height = _shown_size(clip, side)
    length = clip.path.stat().st_size
    is_embedded = length <= embed_limit
    video = VIDEO.format(
        preload="auto" if is_embedded else "metadata",
        source=escape(_embedded(clip) if is_embedded else _link(clip.path)),
        poster=_base64(clip.poster()),
        label=escape(clip.caption or clip.path.stem),
        width=width,
        height=height,
    )
    figure = FIGURE.format(
        width=width,
        content=video,
        caption=escape(clip.caption),
        facts=escape(_facts(clip)),
    )
    return figure, length if is_embedded else 0


def _shown_size(clip: Showable, side: int) -> tuple[int, int]:
    scale = min(1.0, side / max(clip.width, clip.height))
    return round(clip.width * scale), round(clip.height * scale)


def _in_words(clip: Showable) -> str:
    return f"Clip({_place(clip.path)!r})"


def _facts(clip: Showable) -> str:
    times = "\N{MULTIPLICATION SIGN}"
    size = f"{clip.width}{times}{clip.height}"
    return f"{clip.duration:.1f} s · {size} · {_place(clip.path)}"


def _place(path: Path) -> str:
    """Where the file is, as a person in the notebook's folder would say."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _embedded(clip: Showable) -> str:
    return f"data:video/mp4;base64,{_base64(clip.path.read_bytes())}"


def _link(path: Path) -> str:
    try:
        beside = PurePath(os.path.relpath(path))
    except ValueError:  # another drive: no page can link there
        beside = PurePath(path.name)
    return quote(beside.as_posix())


def _still(clips: Sequence[Showable]) -> str:
    """The first clip that can be read, for pages that show no HTML."""
    for clip in clips:
        try:
            return _base64(clip.poster_png())
        except DownloadError:
            continue
    return ""


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
