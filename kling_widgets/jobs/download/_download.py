"""Bringing a finished clip to this disk: a file under its name is always whole."""

from __future__ import annotations

import asyncio
import errno
import re
import sys
import time
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ... import _crash
from ...clips import check_mp4, sha256_of
from ...errors import NotWritten
from .._named_folder import kind_at
from ._fetch import Fetch, fetch
from ._part import Part, give_name, part_path, remove_stale_parts
from ._result_link import check_result_link

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from ._result_link import Home

SLUG_BYTES = 40
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A clip on disk, whole and verified."""

    path: Path
    sha256: str
    size: int

    @classmethod
    def at(cls, path: Path) -> SavedFile:
        """Measure a file that is known to be a whole clip."""
        return cls(path, sha256_of(path), path.stat().st_size)


async def download(
    url: str,
    home: Home,
    path: Path,
    *,
    finish: Callable[[Path], None] | None = None,
    mono: Callable[[], float] = time.monotonic,
) -> SavedFile:
    """Fetch *url* to *path*, never leaving half a file under that name.

    No key travels with it: a result link needs none, and its host is not ours.

    Args:
        url: The link.
        home: Where the link was given.
        path: The name that the clip gets; the next free one where it is taken.
        finish: Called with the whole file before it has its name, to put something
            into it: once it is named, nothing changes it any more.
        mono: A clock for how fast it comes.

    Raises:
        DownloadError: The link or what it gave is no clip; it may be tried again.
        NotWritten: The disk is full, or the folder cannot be written.
    """
    check_result_link(url, home)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        remove_stale_parts(path)
        asked = Fetch(url=url, home=home, folder=path.parent, mono=mono)
        return await _save(asked, path, finish)
    except OSError as error:
        reason = _reason(error, path.parent)
        is_full = error.errno in FULL
    raise NotWritten(f"The clip could not be saved: {reason}.", is_full=is_full)


def _reason(error: OSError, folder: Path) -> str:
    if kind_at(folder) == "file":
        return f"{str(folder)!r} is a file, not a folder"
    return f"{error.strerror or error} in {str(folder)!r}"


def file_name(created: datetime, prompt: str, job_id: str) -> str:
    """Return a name that people recognise and that is ours alone."""
    words = _nameable(re.sub(r"\W+", "-", unicodedata.normalize("NFC", prompt)))
    slug = (
        words.strip("-_")
        .encode()[:SLUG_BYTES]
        .decode(errors="ignore")
        .strip("-_")
        .lower()
    )
    parts = ("kw", f"{created:%Y%m%d}", slug, job_id[-6:])
    return "-".join(part for part in parts if part) + ".mp4"


def _nameable(text: str) -> str:
    """Leave out what no file can be named here, where the locale is not UTF-8."""
    encoding = sys.getfilesystemencoding()
    return text.encode(encoding, "ignore").decode(encoding)


async def _save(
    asked: Fetch, path: Path, finish: Callable[[Path], None] | None
) -> SavedFile:
    at = part_path(path)
    try:
        with at.open("xb") as file:
            _crash.at("part_opened")
            part = Part(file)
            await fetch(asked, part)
            _crash.at("before_fsync")
            await part.sync()
        await asyncio.to_thread(check_mp4, at)
        _crash.at("before_finish")
        if finish is not None:
            await asyncio.to_thread(finish, at)
        _crash.at("before_rename")
        whole = await asyncio.to_thread(SavedFile.at, at)
        final = await asyncio.to_thread(give_name, at, path, whole.sha256)
    finally:
        at.unlink(missing_ok=True)
    return replace(whole, path=final)
