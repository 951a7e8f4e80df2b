"""Waiting for a result, with and without a running loop."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from concurrent.futures import Future
from types import ModuleType

import pytest

from kling_widgets.jobs import _waiting

ON_AN_OLD_KERNEL = """
import asyncio, sys
from concurrent.futures import Future
from types import SimpleNamespace
from kling_widgets.jobs import _waiting

sys.modules["ipykernel"] = SimpleNamespace(__version__="6.31.0")
_waiting.find_spec = lambda name: None
future = Future()

async def cell():
    asyncio.get_running_loop().call_soon(future.set_result, "clip")
    return _waiting.wait(future, 30)

print(asyncio.new_event_loop().run_until_complete(cell()))
"""
"""Only a loop that turns brings the result. It patches asyncio for good, and so
needs a process of its own."""


def later(value: str) -> Future[str]:
    future: Future[str] = Future()
    future.set_running_or_notify_cancel()
    threading.Timer(0.05, future.set_result, (value,)).start()
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


def test_on_an_old_kernel_other_coroutines_go_on() -> None:
    """Before ipykernel 7 the cell's own loop keeps turning while it waits."""
    result = subprocess.run(
        [sys.executable, "-c", ON_AN_OLD_KERNEL],
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout == "clip\n"


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
