"""The fingerprint of a file, by which it is known again."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from ..errors import DownloadError

if TYPE_CHECKING:
    import os
    from pathlib import Path


def sha256_of(path: Path) -> str:
    """The file's SHA-256, in hex; read again only when the file has changed.

    Raises:
        DownloadError: the file is gone or cannot be read.
    """
    state = stat_of(path)
    try:
        return _digest(path, state.st_size, state.st_mtime_ns)
    except OSError as exc:
        raise DownloadError(f"The clip at {str(path)!r} cannot be read.") from exc


def stat_of(path: Path) -> os.stat_result:
    """What the disk says of the file.

    Raises:
        DownloadError: the file is gone or cannot be read.
    """
    try:
        return path.stat()
    except FileNotFoundError as exc:
        raise DownloadError(
            f"The clip is no longer at {str(path)!r}. Was it moved or deleted?"
        ) from exc
    except OSError as exc:
        raise DownloadError(f"The clip at {str(path)!r} cannot be read.") from exc


@lru_cache(maxsize=1024)
def _digest(path: Path, _size: int, _changed: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
