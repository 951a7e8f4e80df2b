"""Waiting for a job in plain code, also inside a notebook cell.

A job runs on its own thread, so a cell may simply block until it is done. It
is kinder to let the user's own coroutines on the kernel's loop go on meanwhile,
and that needs a loop that can be entered twice. `nest_asyncio2` does so on
every kernel; `nest_asyncio` loses widget messages on ipykernel 7 and is used
only before it. Nothing is patched until somebody waits inside a running loop.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import importlib
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")

FIRST_KERNEL_THAT_LOSES_MESSAGES = 7


def wait(future: Future[T], timeout: float | None) -> T:
    """Return the future's result, letting the running loop go on if it can.

    Raises:
        TimeoutError: *timeout* seconds passed first. The future goes on.
    """
    loop = _running_loop()
    nest = _nesting() if loop is not None else None
    if loop is None or nest is None:
        return _block(future, timeout)
    nest.apply(loop)
    waiting = asyncio.wait_for(asyncio.wrap_future(future, loop=loop), timeout)
    return loop.run_until_complete(waiting)


def way_of_waiting() -> str:
    """Tell what `job.wait()` does in a cell here."""
    nest = _nesting()
    if nest is None:
        return "job.wait() blocks the cell; nest-asyncio2 would let others go on"
    return f"job.wait() lets other coroutines go on, by {nest.__name__}"


def _block(future: Future[T], timeout: float | None) -> T:
    try:
        return future.result(timeout)
    except concurrent.futures.TimeoutError:
        if future.done():  # the job's own error may be a TimeoutError too
            raise
        raise TimeoutError from None


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _nesting() -> Any:
    """Return the module that makes the kernel's loop re-entrant, if one is safe."""
    if find_spec("nest_asyncio2"):
        return importlib.import_module("nest_asyncio2")
    kernel = sys.modules.get("ipykernel")
    if kernel is None:
        return None
    major = int(kernel.__version__.partition(".")[0])
    if major < FIRST_KERNEL_THAT_LOSES_MESSAGES:
        return importlib.import_module("nest_asyncio")
    return None
