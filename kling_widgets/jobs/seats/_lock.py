"""Who drives a job: a lock that the operating system frees when its owner dies."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from ...errors import JournalError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = "locks"


@contextmanager
def ownership(home: Path, job_id: str) -> Iterator[bool]:
    """Own a job for as long as the block runs; False where another process does.

    The file stays for ever: were it deleted, two processes could each hold a lock
    on a file of this name. Nothing is written on a clock, so nothing can expire
    while its owner lives, and nothing stays behind when the owner is killed.

    Raises:
        JournalError: The lock cannot be made, so the job must not be driven.
    """
    file = _open(home / FOLDER, job_id)
    _held.add(file)
    try:
        is_mine = _lock(file)
        if is_mine:
            _sign(file)
        yield is_mine
    finally:
        if file in _held:  # else this is a fork, which has let go of it
            _held.remove(file)
            os.close(file)  # and with it goes the lock


_held: set[int] = set()


def _let_go() -> None:
    """Keep no lock in a forked process: it would last when its owner is dead."""
    while _held:
        os.close(_held.pop())


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_let_go)


def owner(home: Path, job_id: str) -> int | None:
    """Return the process that owns a job, where it could say so.

    Ask only while the job is owned: who owned it before may be dead.
    """
    try:
        return int((home / FOLDER / f"{job_id}.lock").read_text("ascii"))
    except (OSError, ValueError):  # a full disk, or Windows: nobody reads a lock there
        return None


def _sign(file: int) -> None:
    """Say whose it is, for those who look on; it is owned even if the disk is full."""
    with suppress(OSError):
        os.truncate(file, 0)
        os.write(file, str(os.getpid()).encode("ascii"))


def _open(folder: Path, job_id: str) -> int:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        return os.open(folder / f"{job_id}.lock", _FLAGS, 0o600)
    except OSError as error:
        reason = error.strerror or str(error)
    raise JournalError(
        f"The job cannot be locked in {str(folder)!r} ({reason}), so nothing was sent. "
        "Mend that, or set KLING_WIDGETS_HOME to a folder on a local disk."
    )


_FLAGS = (
    os.O_RDWR
    | os.O_CREAT
    | getattr(os, "O_CLOEXEC", 0)  # a child process must not keep it
    | getattr(os, "O_NOFOLLOW", 0)
)

if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
