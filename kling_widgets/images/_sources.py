"""Whatever a notebook has at hand, to a picture that Pillow can work on."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ..errors import InputError
from ._arrays import from_array
from ._decode import BROKEN, decode
from ._files import read_file
from ._limits import MAX_FILE_BYTES
from ._say import printable
from ._text import from_base64, read_text
from ._upright import UPRIGHT, read_orientation, upright_size

if TYPE_CHECKING:
    from PIL.Image import Image

FIGURE_SIDE: Final = 1280
"""Pixels of a drawn figure's long side: it can be drawn at any size."""

UNREADABLE: Final = (*BROKEN, AssertionError, AttributeError)
"""What Pillow raises for a picture whose file was closed under it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A picture as it came in, perhaps not decoded yet."""

    picture: Image
    notes: tuple[str, ...] = ()
    orientation: int = UPRIGHT
    """How it is to be turned, as EXIF numbers it."""
    is_file: bool = False
    """Whether it came as a file's bytes."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height once it is turned upright."""
        return upright_size(self.picture.size, self.orientation)

    @property
    def is_jpeg(self) -> bool:
        """Whether its pixels have been through a JPEG encoder already."""
        return self.picture.format in {"JPEG", "MPO"}


def open_source(anything: Any, field: str) -> Source:
    """Find the picture in `anything`.

    Raises:
        InputError: there is none, or it cannot be read.
    """
    from PIL.Image import Image

    if isinstance(anything, Image):
        return _from_picture(anything, field)
    if _is_figure(anything):
        return _from_bytes(_drawn(anything), field)
    if hasattr(anything, "__array__") or hasattr(anything, "__array_interface__"):
        return Source(*from_array(anything, field))
    data, notes = _file_bytes(anything, field)
    return _from_bytes(data, field, notes)


def _file_bytes(anything: Any, field: str) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of a picture file, wherever they are kept."""
    if anything is None or isinstance(anything, str):
        return read_text(anything or "", field)
    if isinstance(anything, os.PathLike):
        return read_file(anything, field), ()
    if isinstance(anything, Mapping) and "content" in anything:
        anything = anything["content"]  # an entry of FileUpload.value
    if isinstance(anything, bytes | bytearray | memoryview):
        return bytes(anything), ()
    if hasattr(anything, "read"):
        return _read_open_file(anything, field), ()
    return _shown_bytes(anything, field), ()


def _read_open_file(file: Any, field: str) -> bytes:
    """Read from the start: a buffer that was just written to stands at its end."""
    try:
        if hasattr(file, "seekable") and file.seekable():
            file.seek(0)
        data = file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as exc:
        raise InputError(
            f"{field}: the open file cannot be read ({printable(exc)}).", field=field
        ) from exc
    if isinstance(data, bytes):
        return data
    raise InputError(
        f"{field}: the file is open as text. Open it with mode 'rb'.", field=field
    )


def _shown_bytes(anything: Any, field: str) -> bytes:
    """What an object shows of itself in a cell, if that is a picture."""
    for method in ("_repr_png_", "_repr_jpeg_"):
        show = getattr(anything, method, None)
        found = show() if callable(show) and not isinstance(anything, type) else None
        data = found[0] if isinstance(found, tuple) else found
        if isinstance(data, str):
            return from_base64(data, field)
        if isinstance(data, bytes):
            return data
    raise InputError(
        f"{field}: {printable(type(anything).__name__)} is no picture. Pass a path, "
        "bytes, a PIL image, an array, a figure or an https URL.",
        field=field,
    )


def _from_bytes(data: bytes, field: str, notes: tuple[str, ...] = ()) -> Source:
    picture = decode(data, field)
    return Source(
        picture,
        notes=(*notes, *_frames_note(picture)),
        orientation=read_orientation(picture),
        is_file=True,
    )


def _from_picture(picture: Image, field: str) -> Source:
    """A user's own picture: a copy, so that theirs stays as it is."""
    try:
        notes, orientation = _frames_note(picture), read_orientation(picture)
        copy = picture.copy()
        copy.format = picture.format
    except UNREADABLE as exc:
        raise InputError(
            f"{field}: the PIL image cannot be read ({printable(exc) or 'no reason'}). "
            "Was its file closed, or cut short?",
            field=field,
        ) from exc
    return Source(copy, notes, orientation)


def _frames_note(picture: Image) -> tuple[str, ...]:
    frames = getattr(picture, "n_frames", 1)
    if frames > 1:
        return (f"one of {frames} frames used",)
    if "mp" in picture.info:  # what phones add: depth, a brighter copy
        return ("further pictures in the file were left out",)
    return ()


def _is_figure(anything: Any) -> bool:
    return hasattr(_figure(anything), "savefig")


def _figure(anything: Any) -> Any:
    """The figure itself, or the one that axes belong to."""
    if hasattr(anything, "savefig") or not hasattr(anything, "get_figure"):
        return anything
    return anything.get_figure()


def _drawn(anything: Any) -> bytes:
    figure = _figure(anything)
    options = {}
    if hasattr(figure, "get_size_inches"):
        inches = float(max(figure.get_size_inches()))
        options["dpi"] = max(figure.dpi, FIGURE_SIDE / inches)
    file = io.BytesIO()
    figure.savefig(file, format="png", **options)
    return file.getvalue()
