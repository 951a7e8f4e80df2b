"""A clip while it is being written: a hidden file that gets its name when whole."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import secrets
from itertools import count
from typing import TYPE_CHECKING

from ... import _crash
from ...clips import is_alive, sha256_of
from ...errors import DownloadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

MOST_BYTES = 2 << 30


class Part:
    """The bytes that have come so far, on disk and counted."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = 0

    def restart(self) -> None:
        """Forget what has come; it was the start of something else."""
        self._file.seek(0)
        self._file.truncate()
        self.size = 0

    def check_length(self, more: int | None) -> None:
        """Refuse more bytes than any clip has, before they are fetched.

        Raises:
            DownloadError: With those it would be longer than any clip.
        """
        if self.size + (more or 0) > MOST_BYTES:
            raise DownloadError("The result is longer than 2 GiB; that is no clip.")

    async def write(self, chunk: bytes) -> None:
        """Add what has come.

        Raises:
            DownloadError: It is longer than any clip.
        """
        self.check_length(len(chunk))
        self.size += len(chunk)
        await asyncio.to_thread(self._file.write, chunk)
        _crash.at("mid_download")

    async def sync(self) -> None:
        """Make what has come outlive a power cut."""
        await asyncio.to_thread(_sync, self._file)


def part_path(path: Path) -> Path:
    """Return a name for the part of the clip that will be *path*."""
    return path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.part")


def remove_stale_parts(path: Path) -> None:
    """Remove what processes that are dead left of the clip that will be *path*.

    That is parts of it, parts that were being tagged, and parts of its recipe.
    """
    ours = rf"\.+{re.escape(path.name)}(?:\..+)?\.(\d+)\.[0-9a-f]+\.part"
    name = re.compile(ours)
    for found in path.parent.iterdir():
        match = name.fullmatch(found.name)
        if match and not is_alive(int(match[1])):
            found.unlink(missing_ok=True)


def possible_names(path: Path) -> Iterator[Path]:
    """Yield the names that the clip that should be *path* may get, in order."""
    yield path
    for number in count(2):
        yield path.with_stem(f"{path.stem} ({number})")


def give_name(part: Path, path: Path, sha256: str) -> Path:
    """Give the whole file its name, or the next free one, and make that last.

    A file that is there already and has the same content is the clip: a process
    died between naming it and writing that down.
    """
    for final in possible_names(path):
        if not final.exists():
            break
        if final.is_file() and sha256_of(final) == sha256:
            return final
    part.replace(final)
    _crash.at("after_rename")
    _sync_folder(path.parent)
    _crash.at("named")
    return final


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    with contextlib.suppress(OSError, AttributeError):  # no folder fsync on Windows
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
