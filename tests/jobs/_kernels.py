"""Kernels: processes that are forked, killed, and measured.

They are forked before any thread runs, so that imports are paid for once.
"""

from __future__ import annotations

import importlib
import os
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from kling_widgets import _crash

if TYPE_CHECKING:
    from collections.abc import Callable

KILOBYTES = 1024


@dataclass(frozen=True, slots=True)
class End:
    """How a kernel ended, and what it took."""

    text: str
    """What its work returned, or the name of the signal that killed it."""
    seconds: float
    growth_bytes: int
    """How much more memory it had at most than when it began."""


class Kernel:
    """A process that does some work, and may be killed over it."""

    def __init__(self, work: Callable[[], str], *, dies_at: str = "") -> None:
        self._began = time.monotonic()
        self._memory = memory_bytes()
        self._answer, write = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            _live(work, dies_at, write)
        os.close(write)

    def kill(self) -> None:
        """Kill it as the system does when memory runs out: nothing is tidied up."""
        os.kill(self.pid, signal.SIGKILL)

    def freeze(self, seconds: float) -> None:
        """Let it stand still for a while, as a laptop's lid does."""
        os.kill(self.pid, signal.SIGSTOP)
        time.sleep(seconds)
        os.kill(self.pid, signal.SIGCONT)

    def end(self) -> End:
        """Wait for its end."""
        with os.fdopen(self._answer) as answer:
            text = answer.read()
        _, status, used = os.wait4(self.pid, 0)
        if os.WIFSIGNALED(status):
            text = signal.Signals(os.WTERMSIG(status)).name
        growth = used.ru_maxrss * KILOBYTES - self._memory
        return End(text, time.monotonic() - self._began, growth)


def memory_bytes() -> int:
    """Return how much memory this process holds, which a fork of it begins with."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no file
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _live(work: Callable[[], str], dies_at: str, write: int) -> NoReturn:
    os.environ[_crash.VARIABLE] = dies_at
    importlib.reload(_crash)
    try:
        os.write(write, work().encode())
    finally:
        os._exit(0)
