"""What a run holds open: descriptors, threads and tasks, before it and after."""

from __future__ import annotations

import asyncio
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from kling_widgets.jobs._loop import LoopThread

OWN_PACE_SECONDS = 10.0
"""How long whatever ends by itself may take: a thread of a pool that was closed."""


@dataclass(frozen=True, slots=True)
class OpenEnds:
    """Everything in this process that somebody has to close."""

    descriptors: dict[str, str]
    """What each number leads to; a socket has a name that is never given twice."""
    threads: frozenset[threading.Thread]

    @classmethod
    def now(cls) -> Self:
        return cls(_descriptors(), frozenset(threading.enumerate()))

    def left_since(self, before: OpenEnds) -> list[str]:
        """Name what is open and was not open before."""
        threads = [thread for thread in self.threads - before.threads if _lives(thread)]
        new = self.descriptors.items() - before.descriptors.items()
        return sorted([*(thread.name for thread in threads), *(to for _, to in new)])


def unfinished_tasks(loop: LoopThread) -> list[str]:
    """Name the tasks of a loop that do not end though their job has."""
    return loop.submit(_unfinished()).result()


async def _unfinished() -> list[str]:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    if not tasks:
        return []
    _, pending = await asyncio.wait(tasks, timeout=OWN_PACE_SECONDS)
    return sorted(task.get_name() for task in pending)


def _descriptors() -> dict[str, str]:
    found = {}
    for entry in Path("/proc/self/fd").iterdir():
        try:
            found[entry.name] = os.readlink(entry)  # noqa: PTH115 - it is no path
        except FileNotFoundError:  # the one that lists the folder
            continue
    return found


def _lives(thread: threading.Thread) -> bool:
    thread.join(OWN_PACE_SECONDS)
    return thread.is_alive()
