"""Who writes a part: a lock on it, which the system frees when the writer dies."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PART = re.compile(r"\..+\.(\d+)\.[0-9a-f]{8}\.part")


def remove_left_parts(folder: Path) -> None:
    """Remove the parts in a folder that nobody can finish any more.

    The number of a process proves too little: another machine, or a container, may
    write into the same folder. The lock alone proves too little as well: a part has
    none in the moment in which it is made.
    """
    with suppress(OSError):  # no such folder yet, or not ours to clean
        for found in [*folder.iterdir()]:
            match = PART.fullmatch(found.name)
            if match and not is_alive(int(match[1])) and _is_free(found):
                found.unlink(missing_ok=True)


def is_alive(pid: int) -> bool:
    """Tell whether a process of this number may be running here."""
    if os.name == "nt":  # pragma: no cover - signal 0 would be Ctrl+C there
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _is_free(part: Path) -> bool:
    try:
        with part.open("rb") as file:
            _lock(file.fileno())
    except OSError:
        return False
    return True


if sys.platform == "win32":

    @contextmanager
    def writing(part: Path) -> Iterator[None]:
        """Make a new, empty part. It is not held: it could not get its name then."""
        part.open("xb").close()
        yield

    def _lock(_file: int) -> None:
        """Lock nothing: there, no process is taken for dead."""

else:
    import fcntl

    @contextmanager
    def writing(part: Path) -> Iterator[None]:
        """Make a new, empty part, and hold it while the block runs."""
        with part.open("xb") as file:
            with suppress(OSError):  # a disk without locks: the number must do
                _lock(file.fileno())
            yield

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
