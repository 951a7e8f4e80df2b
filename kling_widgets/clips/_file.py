"""What the disk says of a clip's file, or a sentence where it says nothing good."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..errors import DownloadError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from pathlib import Path


def stat_of(path: Path) -> os.stat_result:
    """Length and times of the file.

    Raises:
        DownloadError: the file is gone or cannot be read.
    """
    with reading(path):
        return path.stat()


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Look at a clip's file, and tell in a sentence what goes wrong with it.

    Raises:
        DownloadError: the file is gone or cannot be read.
    """
    try:
        yield
    except FileNotFoundError as exc:
        raise gone(path) from exc
    except OSError as exc:
        raise unreadable(path) from exc


def gone(path: Path) -> DownloadError:
    """The error of a clip that is not where it was."""
    return DownloadError(
        f"The clip is no longer at {str(path)!r}. Was it moved or deleted?"
    )


def unreadable(path: Path) -> DownloadError:
    """The error of a file that is there, and holds no clip that can be read."""
    return DownloadError(f"The clip at {str(path)!r} cannot be read.")
