"""The runner that everything uses unless it is given another."""

from __future__ import annotations

import atexit
import os
import sys
import threading
from functools import cache
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING

from ..errors import KlingError
from ._loop import LoopThread
from ._runner import JobRunner
from ._settings import settings, when_configured

if TYPE_CHECKING:
    from pathlib import Path

    from .seats import Seat

_lock = threading.Lock()
_loop: LoopThread | None = None
_runners: list[JobRunner] = []
_seats: dict[Path, dict[str, Seat]] = {}
"""The jobs of this kernel by home: settings come and go, a job stays the same one."""
_left_to_parent: list[object] = []
ELSEWHERE = (
    "{id} is followed by the process that this one was forked from. "
    "kling.job({id!r}) gives it here, too."
)


def runner() -> JobRunner:
    """Return the runner for the settings as they are now.

    Settings that change give a new runner; jobs that run keep theirs, and with
    it the key and the base URL that they were started with.
    """
    global _loop  # noqa: PLW0603 - one thread a process is the point
    now = settings()
    with _lock:
        if _loop is None:
            _loop = LoopThread()
            _close_at_exit()
        if not _runners or _runners[-1].settings != now:
            for former in _runners:
                former.renew(now)
            seats = _seats.setdefault(now.home, {})
            _runners.append(JobRunner(now, _loop, seats=seats))
        return _runners[-1]


@cache
def _close_at_exit() -> None:
    """Close before Python ends the threads that a job works with, if it can be had.

    What `atexit` calls comes after that: a job on its way would break there.
    """
    import_module("concurrent.futures.thread")  # the last to register is called first
    register = getattr(threading, "_register_atexit", atexit.register)
    register(close)


def _begin_anew() -> None:
    """Forget in a forked process what runs in its parent: threads are not copied.

    What is forgotten stays in memory, for closing it would roll back for the parent.
    """
    global _lock, _loop
    for seat in chain.from_iterable(seats.values() for seats in _seats.values()):
        seat.feed.leave(KlingError(ELSEWHERE.format(id=seat.job.id)))
    _left_to_parent.extend((_loop, *_runners, *_seats.values()))
    _runners.clear()
    _seats.clear()
    _lock, _loop = threading.Lock(), None


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_begin_anew)


def _renew() -> None:
    """Let jobs that wait for a key or an account know what was configured."""
    now = settings()
    with _lock:
        for each in _runners:
            each.renew(now)


when_configured(_renew)


def loop_state() -> str:
    """Tell in a word how the jobs' thread is doing."""
    with _lock:
        if _loop is None:
            return "not started yet"
        return "alive" if _loop.is_alive else "dead"


def close() -> None:
    """Stop following jobs and close everything. The journal keeps what is left."""
    global _loop  # noqa: PLW0603 - see above
    with _lock:
        if _loop is None:
            return
        _loop.close(*(job_runner.aclose for job_runner in _runners))
        _runners.clear()
        _seats.clear()
        _loop = None
