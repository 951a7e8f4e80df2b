"""A folder for this user alone: who may write in it could send and could forget."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from ...errors import JournalError

if TYPE_CHECKING:
    from pathlib import Path

OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def make_private(home: Path, path: Path) -> None:
    """Create the folder and the file so that only this user can read them.

    Raises:
        JournalError: The folder is there and is somebody else's to change.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    check_private(home)
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    os.close(os.open(path, flags, 0o600))


def check_private(home: Path) -> None:
    """Refuse a folder that others can write in, or could lead elsewhere.

    Raises:
        JournalError: naming the folder, and what to do.
    """
    problem = _problem(home)
    if problem:
        raise JournalError(
            f"The journal's folder {str(home)!r} {problem}. "
            "Name another in KLING_WIDGETS_HOME. Nothing was sent."
        )


def _problem(home: Path) -> str:
    if home.is_symlink():
        return "is a symbolic link, which can be made to lead elsewhere"
    if os.name == "nt":  # pragma: no cover - its rights do not stand in the mode
        return ""
    found = home.stat()
    if found.st_uid != os.geteuid():
        return "belongs to another user"
    if found.st_mode & OTHERS_WRITE:
        mode = stat.filemode(found.st_mode)
        return f"can be written by others ({mode}); chmod 700 mends that"
    return ""
