"""Waiting for a result, with and without a running loop."""

from __future__ import annotations

import asyncio
import sys
import threading
from concurrent.futures import Future
from types import ModuleType

import pytest

from kling_widgets.jobs import _waiting


def later(value: str, seconds: float = 0.05) -> Future[str]:
    future: Future[str] = Future()
    future.set_running_or_notify_cancel()
    threading.Timer(seconds, future.set_result, (value,)).start()
    return future


def kernel(version: str) -> ModuleType:
    module = ModuleType("ipykernel")
    module.__dict__["__version__"] = version
    return module


def test_plain_code_blocks_until_it_is_done() -> None:
    """With no loop there is nothing to let go on."""
    assert _waiting.wait(later("clip"), None) == "clip"


def test_time_runs_out() -> None:
    """The future goes on; only the waiting ends."""
    future: Future[str] = Future()

    with pytest.raises(TimeoutError):
        _waiting.wait(future, 0.01)


def test_on_an_old_kernel_other_coroutines_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Before ipykernel 7 the cell's own loop keeps turning while it waits."""
    monkeypatch.setitem(sys.modules, "ipykernel", kernel("6.31.0"))
    monkeypatch.setattr(_waiting, "find_spec", lambda _: None)
    ticks = 0

    async def cell() -> str:
        async def tick() -> None:
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0.005)

        ticking = asyncio.create_task(tick())
        try:
            return _waiting.wait(later("clip"), None)
        finally:
            ticking.cancel()

    loop = asyncio.new_event_loop()
    try:
        result = loop.run_until_complete(cell())
    finally:
        loop.close()

    assert result == "clip"
    assert ticks > 1


def test_on_a_newer_kernel_it_simply_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """`nest_asyncio` loses widget messages there, so it is not used."""
    monkeypatch.setitem(sys.modules, "ipykernel", kernel("7.4.0"))
    monkeypatch.setattr(_waiting, "find_spec", lambda _: None)

    async def cell() -> str:
        return _waiting.wait(later("clip"), None)

    assert asyncio.run(cell()) == "clip"


def test_outside_a_kernel_nothing_is_patched(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server with its own loop keeps it as it is."""
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    monkeypatch.setattr(_waiting, "find_spec", lambda _: None)

    assert _waiting._nesting() is None
