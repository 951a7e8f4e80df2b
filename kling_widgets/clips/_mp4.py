"""Whether a file is a whole MP4, told by its boxes and without a decoder.

An MP4 is a row of boxes, each with its length in front. A download that was cut
short ends inside a box, and no decoder says so reliably: they play what is there.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from ..errors import DownloadError

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER_BYTES: Final = 8
LONG_HEADER_BYTES: Final = 16
LENGTH_FOLLOWS: Final = 1
TO_THE_END: Final = 0

NEEDED: Final = (b"ftyp", b"moov", b"mdat")

HANDLER_AT: Final = 8
"""Where a track's handler box says what the track holds."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its four-letter kind and where its content lies in the file."""

    kind: bytes
    start: int
    end: int


def check_mp4(path: Path | str) -> None:
    """Make sure that the file is a whole MP4 with a picture track and some length.

    Raises:
        DownloadError: it is cut short, damaged, or no video.
    """
    with Path(path).open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        boxes = _top_boxes(file, size)
        _check_movie(file, boxes[b"moov"])


def _top_boxes(file: IO[bytes], size: int) -> dict[bytes, Box]:
    """The file's boxes by kind, each one whole and the last one ending the file."""
    found: dict[bytes, Box] = {}
    for box in _boxes(file, 0, size):
        if not found and box.kind != b"ftyp":
            break
        found.setdefault(box.kind, box)
        if box.end > size:
            raise DownloadError(
                f"The video is cut short (needs {box.end:,} bytes, got {size:,}). "
                "Fetch it again."
            )
    for kind in NEEDED:
        if kind not in found:
            raise DownloadError(
                f"There is no video in the file (missing {kind.decode()})."
            )
    return found


def _boxes(file: IO[bytes], start: int, end: int) -> Iterator[Box]:
    """The boxes between two places; one that claims more than is there comes last."""
    while start < end:
        box = _box_at(file, start, end)
        yield box
        start = box.end


def _box_at(file: IO[bytes], start: int, end: int) -> Box:
    file.seek(start)
    header = file.read(HEADER_BYTES)
    length, kind = int.from_bytes(header[:4], "big"), header[4:]
    content = start + HEADER_BYTES
    if length == LENGTH_FOLLOWS:
        length = int.from_bytes(file.read(HEADER_BYTES), "big")
        content = start + LONG_HEADER_BYTES
    elif length == TO_THE_END:
        length = end - start
    if content > end:
        return Box(kind, content, content)
    if length < content - start:
        raise DownloadError(f"The video is damaged (a box of {length} bytes).")
    return Box(kind, content, start + length)


def _check_movie(file: IO[bytes], movie: Box) -> None:
    parts = list(_inside(file, movie))
    tracks = [part for part in parts if part.kind == b"trak"]
    if not any(_is_picture_track(file, track) for track in tracks):
        raise DownloadError("There is no video in the file (no picture track).")
    in_fragments = any(part.kind == b"mvex" for part in parts)
    headers = [part for part in parts if part.kind == b"mvhd"]
    if headers and not in_fragments and _ticks(file, headers[0]) == 0:
        raise DownloadError("There is no video in the file (it lasts 0 seconds).")


def _inside(file: IO[bytes], parent: Box) -> Iterator[Box]:
    for box in _boxes(file, parent.start, parent.end):
        if box.end > parent.end:
            raise DownloadError("The video is damaged (a box leaves its parent).")
        yield box


def _child(file: IO[bytes], parent: Box, kind: bytes) -> Box | None:
    return next((box for box in _inside(file, parent) if box.kind == kind), None)


def _is_picture_track(file: IO[bytes], track: Box) -> bool:
    media = _child(file, track, b"mdia")
    handler = media and _child(file, media, b"hdlr")
    if not handler:
        return False
    return _bytes_at(file, handler.start + HANDLER_AT, 4) == b"vide"


def _ticks(file: IO[bytes], header: Box) -> int:
    """The movie's length in its own unit; the header comes in two widths."""
    is_wide = _bytes_at(file, header.start, 1) == b"\x01"
    offset, width = (24, 8) if is_wide else (16, 4)
    return int.from_bytes(_bytes_at(file, header.start + offset, width), "big")


def _bytes_at(file: IO[bytes], start: int, count: int) -> bytes:
    file.seek(start)
    return file.read(count)
