"""Anything in, a picture within Kling's limits out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ._colour import to_rgb
from ._decode import damage_told
from ._encode import encode_again, encode_drawing, encode_photo
from ._encoded import EncodedImage
from ._fit import check_size, fitted, resized
from ._links import check_link, is_link
from ._mend import Mend, mended, mended_size, mends_for
from ._say import pixels
from ._sources import Source, open_source
from ._upright import turned, upright_size

if TYPE_CHECKING:
    from PIL.Image import Image


def prepare(
    anything: Any, *, field: str = "image", mend: Mend | None = None
) -> EncodedImage:
    """Make the picture one that Kling takes, and note what was changed.

    It takes a path, bytes, a PIL image, an array, a matplotlib figure, a `data:`
    address, base64 or an https URL; a URL is checked and passed on, never fetched.
    The result is upright, 8-bit RGB, without metadata, and within Kling's limits.

    Args:
        anything: the picture.
        field: the API's name of the parameter that it is for.
        mend: what to do to one that is too small or too long and thin, instead of
            refusing it.

    Raises:
        InputError: it is no picture, or one that cannot be mended.
    """
    ready = as_ready(anything, field)
    if ready is not None:
        return ready
    source = open_source(anything, field)
    if mend is None:
        check_size(source.size, field)
    whole = fitted(source.size) if mend is None else source.size
    standing, notes = upright(source, field, whole)
    plain, colour_notes = to_rgb(standing, field)
    framed, mend_notes = (plain, ()) if mend is None else mended(plain, mend)
    encoded = _encoded(source, resized(framed, fitted(framed.size)))
    before = source.size if mend is None else framed.size
    shrunk = _shrunk_note(before, encoded.size)
    done = (*notes, *colour_notes, *mend_notes, *shrunk)
    return replace(encoded, notes=(*done, *encoded.notes))


def ways_to_mend(
    anything: Any, *, field: str = "image"
) -> tuple[tuple[Mend, tuple[int, int]], ...]:
    """What `prepare` could do to a picture of the wrong size, and the size then.

    Nothing if its size is fine, or if it is no picture at all.
    """
    try:
        if as_ready(anything, field) is not None:
            return ()
        size = open_source(anything, field).size
    except InputError:
        return ()
    return tuple((mend, mended_size(size, mend)) for mend in mends_for(size))


def as_ready(anything: Any, field: str) -> EncodedImage | None:
    """What needs no pixel work: a prepared picture, or a link."""
    if isinstance(anything, EncodedImage):
        return anything
    if isinstance(anything, str) and is_link(anything):
        url, notes = check_link(anything, field)
        return EncodedImage(data=b"", media_type="", notes=notes, url=url)
    return None


def upright(
    source: Source, field: str, size: tuple[int, int]
) -> tuple[Image, tuple[str, ...]]:
    """The source decoded and turned upright, at least as large as `size`.

    Raises:
        InputError: the file is damaged.
    """
    picture = _loaded(source, field, size)
    standing = turned(picture, source.orientation)
    notes = ("turned upright",) if standing is not picture else ()
    return standing, (*source.notes, *notes)


def _loaded(source: Source, field: str, size: tuple[int, int]) -> Image:
    """The decoded picture; a JPEG file leaves out pixels that are not needed."""
    from PIL.ImageFile import ImageFile

    picture = source.picture
    if isinstance(picture, ImageFile):
        with damage_told(picture.format or "picture", field):
            picture.draft("RGB", upright_size(size, source.orientation))
            picture.load()
    return picture


def _shrunk_note(
    before: tuple[int, int], after: tuple[int, int] | None
) -> tuple[str, ...]:
    if after is None or after == before:
        return ()
    return (f"shrunk from {pixels(before)} to {pixels(after)}",)


def _encoded(source: Source, picture: Image) -> EncodedImage:
    if not source.is_jpeg:
        return encode_drawing(picture)
    if source.is_file and picture is source.picture:
        return encode_again(picture)
    return encode_photo(picture)
