"""How many clips are drawn at once: few, so that questions find a free thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

if TYPE_CHECKING:
    from pathlib import Path

    from ._files import Files
    from ._task import Task

MOST_AT_ONCE = 2

_limiter: RunVar[CapacityLimiter] = RunVar("kling_widgets clips")
"""One for each event loop: a limiter knows no other than its own."""


async def clip_of(files: Files, task: Task) -> Path:
    """Return a task's clip, drawn when its turn comes."""
    if path := files.drawn(task):
        return path
    return await to_thread.run_sync(files.clip, task, limiter=_drawers())


def _drawers() -> CapacityLimiter:
    limiter = _limiter.get(None)
    if limiter is None:
        limiter = CapacityLimiter(MOST_AT_ONCE)
        _limiter.set(limiter)
    return limiter
