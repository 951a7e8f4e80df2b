"""What somebody passes as a path, as one that a file can have."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from ..errors import InputError
from ._say import on_one_line

MAX_SHOWN = 80


def path_of(value: object, name: str) -> Path:
    """Return the path, with `~` as the home folder.

    Args:
        value: a text or path-like object.
        name: the parameter that it is for.

    Raises:
        InputError: no file can have such a path.
    """
    try:
        path = Path(os.fspath(value)).expanduser()  # type: ignore[call-overload]
        is_too_long = _is_too_long(path)
    except TypeError as exc:
        kind = type(value).__name__
        text = f"{name}: {kind} is no path; pass a text or a Path."
        raise InputError(text, field=name) from exc
    except (RuntimeError, ValueError) as exc:
        raise InputError(f"{name}: {_shown(value)} {_why(exc)}.", field=name) from exc
    if is_too_long:
        text = f"{name}: {_shown(value)} is longer than a file's name can be."
        raise InputError(text, field=name)
    return path


def _is_too_long(path: Path) -> bool:
    try:
        path.lstat()
    except OSError as exc:
        return exc.errno == errno.ENAMETOOLONG
    return False


def _why(exc: RuntimeError | ValueError) -> str:
    """Return what `expanduser` and `lstat` mean."""
    if isinstance(exc, RuntimeError):
        return "begins with the home folder of nobody here"
    return "has a character that no path can have"


def _shown(path: object) -> str:
    text = str(path)
    cut = f"{text[:MAX_SHOWN]}…" if len(text) > MAX_SHOWN else text
    return f"'{on_one_line(cut)}'"
