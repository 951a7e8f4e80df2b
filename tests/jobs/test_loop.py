"""The private thread and its loop."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kling_widgets.jobs._loop import LoopThread


def test_calls_run_on_its_own_thread(loop: LoopThread) -> None:
    """The caller's thread never touches what lives on the loop."""
    assert loop.call(lambda: threading.current_thread().name) == "kling_widgets"


def test_a_call_from_the_loop_itself_does_not_wait_for_itself(loop: LoopThread) -> None:
    """A listener on the loop's thread may ask for the jobs."""
    assert loop.call(lambda: loop.call(lambda: "inner")) == "inner"


def test_what_fails_there_is_raised_here(loop: LoopThread) -> None:
    """An error crosses over to whoever called."""
    with pytest.raises(ZeroDivisionError):
        loop.call(lambda: 1 / 0)


def test_it_turns_while_this_thread_blocks(loop: LoopThread) -> None:
    """A blocking cell starves nothing."""
    turned = threading.Event()

    async def turn() -> None:
        await asyncio.sleep(0)
        turned.set()

    loop.start(turn(), name="turn")

    assert turned.wait(5)


def test_closing_cancels_what_runs_then_closes(loop: LoopThread) -> None:
    """A job that is followed ends before its journal is closed."""
    order: list[str] = []
    started = threading.Event()

    async def run() -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            order.append("cancelled")

    async def close() -> None:
        order.append("closed")

    loop.start(run(), name="run")
    started.wait(5)
    loop.close(close)

    assert order == ["cancelled", "closed"]
