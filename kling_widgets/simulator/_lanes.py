"""Lanes: in one, work is done in order; none waits for another."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Work = Callable[[], Awaitable[None]]


class Lanes:
    """As many lanes as there are names with work to be done."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Work]] = {}
        self._running: set[asyncio.Task[None]] = set()

    def put(self, name: str, work: Work) -> None:
        """Do it after everything else that was put under this name."""
        if name in self._waiting:
            self._waiting[name].append(work)
            return
        self._waiting[name] = deque([work])
        running = asyncio.create_task(self._run(name), name=f"kling lane {name}")
        self._running.add(running)
        running.add_done_callback(self._running.discard)

    async def aclose(self) -> None:
        """Break off what is being done, and forget the rest."""
        for running in self._running:
            running.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _run(self, name: str) -> None:
        waiting = self._waiting[name]
        try:
            while waiting:
                await waiting.popleft()()
        finally:
            del self._waiting[name]
