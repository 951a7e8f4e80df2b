"""The fingerprint of a file, by which it is known again."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from ._file import reading

if TYPE_CHECKING:
    from pathlib import Path


def sha256_of(path: Path) -> str:
    """The file's SHA-256, in hex; read again only when the file has changed.

    Raises:
        DownloadError: the file is gone or cannot be read.
    """
    with reading(path):
        state = path.stat()
        return _digest(path, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=1024)
def _digest(path: Path, _size: int, _changed: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
