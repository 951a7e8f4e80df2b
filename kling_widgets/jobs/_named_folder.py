"""A folder that the user named, as the path that it stands for."""

from __future__ import annotations

import os
import stat
from functools import cache
from pathlib import Path

from ..api import shown
from ..errors import ConfigError


def named_folder(name: str, value: object) -> Path:
    """Return the path of a folder, with `~` written out.

    Raises:
        ConfigError: It cannot be one. *name* tells where it was named.
    """
    text = os.fspath(value) if isinstance(value, str | os.PathLike) else None
    if isinstance(text, str) and "\0" not in text:
        try:
            path = Path(text).expanduser()
            os.fsencode(path)
        except (ValueError, RuntimeError):
            pass  # half a character, or the home of nobody
        else:
            return path
    raise ConfigError(f"{name} is {shown(value)}; it must be the path of a folder.")


def from_here(name: str, path: Path) -> Path:
    """Return a path that means the same wherever Python goes.

    Raises:
        ConfigError: It is relative, and Python is in a folder that is gone.
    """
    try:
        return path.absolute()
    except OSError:
        pass
    raise ConfigError(
        f"{name} is {str(path)!r}, but the folder that Python is in is no longer there. "
        "Go to another with os.chdir(…), or name a folder by its whole path."
    )


def kind_at(path: Path) -> str:
    """Return "folder", "file", or nothing where neither is to be found.

    Of a name that is too long, or a link that leads to itself, too: a `Path` raises.
    """
    try:
        return "folder" if stat.S_ISDIR(path.stat().st_mode) else "file"
    except OSError:
        return ""


@cache
def from_first_here(name: str, value: str) -> Path:
    """Return what a relative path meant when it was first asked for."""
    return from_here(name, named_folder(name, value))
