"""One private daemon thread with its own event loop.

A cell that blocks starves everything on the kernel's own loop, and on some
kernels a task started in a callback dies with the callback's thread. This
thread has neither trouble: HTTP, the journal and every poll live on it.
"""

from __future__ import annotations

import asyncio
import os
import threading
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from ..errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from concurrent.futures import Future

P = ParamSpec("P")
T = TypeVar("T")

CLOSE_SECONDS = 2.0
"""How long an exiting process waits for connections to close."""


FORKED = (
    "This belongs to the process that this one was forked from, and cannot be used "
    "here. kling.job(id) gives a job in this process."
)


class LoopThread:
    """An event loop that runs for as long as the process does."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._pid = os.getpid()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name="kling_widgets", daemon=True
        )
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether the thread still runs."""
        return self._thread.is_alive()

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run *function* on the loop's thread and return what it returns.

        Raises:
            ConfigError: This process was forked from the one that has the thread.
        """
        if threading.current_thread() is self._thread:
            return function(*args, **kwargs)

        async def call() -> T:
            return function(*args, **kwargs)

        self._check_process()
        return self.submit(call()).result()

    def submit(self, coroutine: Coroutine[Any, Any, T]) -> Future[T]:
        """Start *coroutine* on the loop from any thread."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    def start(self, coroutine: Coroutine[Any, Any, None], *, name: str) -> None:
        """Keep *coroutine* running in the background until it ends."""

        def start() -> None:
            task = self._loop.create_task(coroutine, name=name)
            self._tasks.add(task)  # the loop itself holds tasks only weakly
            task.add_done_callback(self._tasks.discard)

        self._loop.call_soon_threadsafe(start)

    def post(self, function: Callable[[], object]) -> None:
        """Run *function* on the loop's thread soon, without waiting for it."""
        self._check_process()
        self._loop.call_soon_threadsafe(function)

    def _check_process(self) -> None:
        if self._pid != os.getpid():
            raise ConfigError(FORKED)

    def close(self, *closing: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Cancel what runs, then run *closing*, then end the thread."""
        if self._loop.is_closed():
            return
        asyncio.run_coroutine_threadsafe(self._close(closing), self._loop)
        self._thread.join(CLOSE_SECONDS)
        if not self._thread.is_alive():
            self._loop.close()

    async def _close(
        self, closing: tuple[Callable[[], Coroutine[Any, Any, None]], ...]
    ) -> None:
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.gather(*(close() for close in closing), return_exceptions=True)
        await self._loop.shutdown_asyncgens()
        self._loop.stop()
