"""A clip at one glance: its pictures side by side, as on a strip of film."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ._reader import picked

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

GAP: Final = 2
"""Pixels between two pictures."""

FILM: Final = (17, 17, 17)


def read_strip(path: Path, count: int, height: int) -> Image:
    """`count` pictures spread evenly over the clip, each `height` pixels high.

    Raises:
        DownloadError: the file is gone or no video.
    """
    pictures = [_shrunk(frame, height) for frame in picked(path, count)]
    step = pictures[0].width + GAP
    film = _empty(step * count - GAP, height)
    for number, picture in enumerate(pictures):
        film.paste(picture, (number * step, 0))
    return film


def _shrunk(frame: Any, height: int) -> Image:
    width = max(1, round(frame.width * height / frame.height))
    picture: Image = frame.to_image(width=width, height=height, interpolation="AREA")
    return picture


def _empty(width: int, height: int) -> Image:
    from PIL import Image

    return Image.new("RGB", (width, height), FILM)
