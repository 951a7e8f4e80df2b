"""One clip as a figure: the video, what it shows, and what it costs the notebook."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

from .._language import told
from ..errors import DownloadError
from . import _markup as markup
from ._embed import Place, place_of
from ._file import reading, stat_of
from ._saved_bytes import text_bytes
from ._say import in_html

if TYPE_CHECKING:
    from ._embed import Embed
    from ._info import ClipInfo


class Showable(Protocol):
    """What is asked of a clip to show it."""

    @property
    def path(self) -> Path: ...
    @property
    def caption(self) -> str: ...
    @property
    def info(self) -> ClipInfo: ...
    @property
    def sha256(self) -> str: ...

    def poster(self) -> bytes:
        """A small JPEG."""
        ...

    def poster_png(self) -> bytes:
        """A small PNG."""
        ...


@dataclass(frozen=True, slots=True)
class Figure:
    """One clip as HTML."""

    html: str
    video_bytes: int = 0
    """How much video is in it, before it is written as text."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the output leaves to each figure."""

    side: int
    """Pixels of the long side."""

    embed: Embed
    room: int
    """Bytes of video that still fit in."""

    besides: int = 0
    """Bytes that come into the notebook with this clip and not with its figure."""


def figure(clip: Showable, frame: Frame) -> Figure:
    """The clip's figure, or a sentence in its place if its file has gone."""
    try:
        return _playable(clip, frame)
    except DownloadError as exc:
        content = markup.MISSING.format(sentence=in_html(told(exc.message)))
        return Figure(_figure(frame.side, content, "", ""))


def _playable(clip: Showable, frame: Frame) -> Figure:
    length = stat_of(clip.path).st_size
    place = place_of(length, frame.embed, frame.room)
    width, height = _shown_size(clip.info.size, frame.side)
    content = _content(clip, place, (width, height))

    def page(added: int) -> str:
        facts = _facts(clip, place, added)
        return _figure(width, content, in_html(clip.caption), facts)

    added = text_bytes(page(added=0)) + frame.besides
    return Figure(page(added), length if place is Place.INSIDE else 0)


def _facts(clip: Showable, place: Place, added: int) -> str:
    facts = " · ".join(
        (
            in_html(told(str(clip.info))),
            markup.FILE.format(link=link(clip.path), place=in_html(place_name(clip))),
            markup.added(added),
        )
    )
    if clip.info.has_sound and place is not Place.NOWHERE:
        facts += f"<div>{told(markup.NO_SOUND_IN_VS_CODE)}</div>"
    return facts


def _figure(width: int, content: str, caption: str, facts: str) -> str:
    return markup.FIGURE.format(
        width=width, content=content, caption=caption, facts=facts
    )


def _content(clip: Showable, place: Place, size: tuple[int, int]) -> str:
    words = {
        "link": link(clip.path),
        "poster": markup.in_base64(clip.poster()),
        "label": in_html(clip.caption or clip.path.stem),
        "width": size[0],
        "height": size[1],
    }
    if place is Place.NOWHERE:
        return markup.POSTER.format(**words)
    is_inside = place is Place.INSIDE
    source = _embedded(clip.path) if is_inside else words["link"]
    return markup.VIDEO.format(
        **words, source=source, sha256=clip.sha256, fps=clip.info.fps
    )


def _shown_size(size: tuple[int, int], side: int) -> tuple[int, int]:
    scale = min(1.0, side / max(size))
    return round(size[0] * scale), round(size[1] * scale)


def _embedded(path: Path) -> str:
    with reading(path):
        return markup.embedded(path.read_bytes())


def place_name(clip: Showable) -> str:
    """Where the file is, as a person in the notebook's folder would say."""
    here = Path.cwd()
    path = clip.path
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def link(path: Path) -> str:
    """How a page in the notebook's folder, which is the current one, leads there."""
    try:
        beside = PurePath(os.path.relpath(path))
    except ValueError:  # another drive: no page can link there
        beside = PurePath(path.name)
    return quote(beside.as_posix())
