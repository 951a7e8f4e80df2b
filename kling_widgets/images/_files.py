"""A path to the bytes behind it."""

from __future__ import annotations

import difflib
import errno
import os
import stat
from itertools import islice
from pathlib import Path
from typing import Final

from ..errors import InputError
from ._limits import MAX_FILE_BYTES
from ._say import megabytes, shown

MAX_NAMES: Final = 2000
"""Neighbours looked at for a "did you mean"."""

SYMLINK_LOOP: Final = {errno.ELOOP, getattr(errno, "WSAELOOP", errno.ELOOP)}


def read_file(path: str | os.PathLike[str] | os.PathLike[bytes], field: str) -> bytes:
    """The file's bytes, read once.

    Raises:
        InputError: there is no such file, or it is none that can be read.
    """
    text = os.fsdecode(path)
    if "\0" in text:
        raise InputError(f"{field}: the path contains a NUL character.", field=field)
    try:
        return _read(Path(text).expanduser(), text, field)
    except OSError as exc:
        raise InputError(f"{field}: {_trouble(text, exc)}", field=field) from exc
    except UnicodeEncodeError as exc:  # half a character names no file
        reason = "has a broken character; type it again."
        raise InputError(f"{field}: {shown(text)} {reason}", field=field) from exc
    except RuntimeError as exc:  # "~nobody" names no home folder
        raise InputError(f"{field}: no folder {shown(text)}.", field=field) from exc


def _read(path: Path, text: str, field: str) -> bytes:
    status = path.stat()  # before opening: a pipe would wait for a writer
    if stat.S_ISDIR(status.st_mode):
        raise InputError(
            f"{field}: {shown(text)} is a folder, not a file.", field=field
        )
    if not stat.S_ISREG(status.st_mode):
        raise InputError(f"{field}: {shown(text)} is not a regular file.", field=field)
    if status.st_size > MAX_FILE_BYTES:
        raise InputError(
            f"{field}: {shown(text)} has {megabytes(status.st_size)}; at most "
            f"{megabytes(MAX_FILE_BYTES)} are opened. Save the picture smaller.",
            field=field,
        )
    with path.open("rb") as file:
        return file.read(MAX_FILE_BYTES + 1)


def _trouble(text: str, exc: OSError) -> str:
    if isinstance(exc, FileNotFoundError | NotADirectoryError):
        return f"no file at {shown(text)}.{_did_you_mean(Path(text).expanduser())}"
    if isinstance(exc, PermissionError):
        return f"cannot read {shown(text)} (permission denied)."
    if exc.errno in SYMLINK_LOOP:
        return f"too many symbolic links at {shown(text)}."
    return f"cannot read {shown(text)} ({exc.strerror or type(exc).__name__})."


def _did_you_mean(path: Path) -> str:
    try:
        with os.scandir(path.parent) as entries:
            names = [entry.name for entry in islice(entries, MAX_NAMES)]
    except OSError:
        return f" The current folder is {shown(Path.cwd())}."
    near = difflib.get_close_matches(path.name, names, n=1)
    return f" Did you mean {shown(near[0])}?" if near else ""
