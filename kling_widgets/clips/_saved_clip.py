"""One clip in a saved notebook: its video goes out to a file, or comes in again."""

from __future__ import annotations

import base64
import binascii
import hashlib
import html
import logging
from itertools import count
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from ..errors import DownloadError
from ._fingerprint import sha256_of
from ._markup import INSIDE, added, embedded
from ._mp4 import check_mp4
from ._say import file_safe, in_html
from ._write import explained, replacing

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from pathlib import Path

logger = logging.getLogger("kling_widgets")

FOLDER: Final = "kling_clips"


def moved_out(found: re.Match[str], folder: Path) -> str:
    """The clip with a link in place of its video, which is in a file now.

    Raises:
        ConfigError: the file cannot be written.
    """
    if not found["source"].startswith(INSIDE):
        return found[0]
    try:
        data = base64.b64decode(found["source"].removeprefix(INSIDE), validate=True)
        path = _there(found, folder) or _written(data, _name(found), folder)
    except (binascii.Error, DownloadError) as exc:
        logger.warning("A clip stays in the notebook, because it is damaged: %s", exc)
        return found[0]
    link = quote(path.relative_to(folder).as_posix())
    return _replaced(found, source=link, link=link, place=str(path.relative_to(folder)))


def moved_in(found: re.Match[str], folder: Path) -> str:
    """The clip with its video in it, if its file is there and still the same."""
    if found["source"].startswith(INSIDE):
        return found[0]
    path = _there(found, folder)
    if path is None:
        logger.warning(
            "A clip stays linked, because no unchanged file is at %r.",
            str(folder / _target(found)),
        )
        return found[0]
    return _replaced(found, source=embedded(path.read_bytes()))


def _there(found: re.Match[str], folder: Path) -> Path | None:
    """The clip's own file: where the link leads, or beside the notebook.

    A link in a notebook from somebody else may lead anywhere, so only a file with
    the clip's fingerprint counts.
    """
    for path in (folder / _target(found), folder / FOLDER / _name(found)):
        if _is_same(path, found["sha256"]):
            return path
    return None


def _is_same(path: Path, sha256: str) -> bool:
    try:
        return path.is_file() and sha256_of(path) == sha256
    except (DownloadError, OSError, ValueError):
        return False


def _target(found: re.Match[str]) -> str:
    """Where the link leads, as a path."""
    return unquote(html.unescape(found["link"])).replace("\0", "")


def _name(found: re.Match[str]) -> str:
    """A file name from the link that is nothing but a name."""
    stem = file_safe(_target(found).rpartition("/")[2].removesuffix(".mp4"))
    return f"{stem or 'clip'}.mp4"


def _written(data: bytes, name: str, folder: Path) -> Path:
    sha256 = hashlib.sha256(data).hexdigest()
    path = next(_free(folder / FOLDER / name, sha256))
    if path.exists():
        return path
    with explained(f"A clip cannot be written to {str(path)!r}"):
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as part:
            part.write_bytes(data)
            check_mp4(part)
    return path


def _free(path: Path, sha256: str) -> Iterator[Path]:
    """Names under which there is no other clip."""
    for number in count(1):
        candidate = path if number == 1 else path.with_stem(f"{path.stem} ({number})")
        if not candidate.exists() or _is_same(candidate, sha256):
            yield candidate


def _replaced(found: re.Match[str], **values: str) -> str:
    """The clip's HTML with these parts changed, and the bytes that it says it adds."""
    grown = len(values["source"]) - len(found["source"])
    values["added"] = added(int(found["count"]) + grown)
    if "link" in values:
        values["href"] = values["link"]
        values["place"] = in_html(values["place"])
    pieces, end = [], found.start()
    for name in sorted(values, key=found.start):
        pieces += [found.string[end : found.start(name)], values[name]]
        end = found.end(name)
    return "".join(pieces) + found.string[end : found.end()]
