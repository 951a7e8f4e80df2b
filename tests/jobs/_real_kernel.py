"""A real kernel: ipykernel in a process of its own, spoken to as notebooks do."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jupyter_client.manager import KernelManager

from tests._jupyter import environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 60.0
SPEED = 20.0
"""How much faster than Kling the built-in simulator lives, and is asked."""

OPENING = """
import threading, kling_widgets as kling, numpy as np
from kling_widgets.simulator._files import Files
from tests.jobs._short_clip import short_clip
Files._rendered = lambda *_: short_clip()
"""
"""To draw a clip takes seconds, and is tested elsewhere."""


class CellError(Exception):
    """A cell ended with an error; its name and text."""


class RealKernel:
    """Runs cells, can be interrupted, and can be killed over them."""

    def __init__(self, home: Path, name: str) -> None:
        file = str(home / f"{name}.json")
        self._manager = KernelManager(kernel_name="python3", connection_file=file)
        variables = environment(home) | {
            "KLING_WIDGETS_PROVIDER": "simulator",
            "KLING_WIDGETS_OUTPUT": str(home / "kling" / "clips"),
            "KLING_WIDGETS_SIMULATOR_SPEED": str(SPEED),
        }
        self._manager.start_kernel(env=variables, cwd=str(home))
        self._client = self._manager.blocking_client()
        self._client.start_channels()
        self._client.wait_for_ready(PATIENCE)

    @property
    def pid(self) -> int:
        """The number of its process."""
        return int(self.run("import os; print(os.getpid())"))

    def begin(self, code: str, *, until: str) -> str:
        """Start a cell, and return once it has printed a line."""
        asked = self._ask(code)
        while until not in self._printed(asked):
            pass
        return asked

    def run(self, code: str) -> str:
        """Return what a cell prints."""
        return self.end(self._ask(code))

    def end(self, asked: str) -> str:
        """Return what a cell printed since it was last listened to, once it is done.

        Raises:
            CellError: It ended with an error.
        """
        printed, done = "", False
        while not done:
            message = self._message(asked)
            kind, content = message["msg_type"], message["content"]
            if kind == "stream" and content["name"] == "stdout":
                printed += content["text"]
            if kind == "error":
                raise CellError(f"{content['ename']}: {content['evalue']}")
            done = kind == "status" and content["execution_state"] == "idle"
        return printed

    def interrupt(self) -> None:
        """Do what the stop button does.

        A loop that waits for news notices a signal only with the next message.
        """
        self._manager.interrupt_kernel()
        self._client.kernel_info()

    def restart(self) -> None:
        """Do what the restart button does."""
        self._manager.restart_kernel(now=False)
        self._client.wait_for_ready(PATIENCE)
        self.run(OPENING)

    def kill(self) -> None:
        """Do what the system does when memory runs out."""
        os.kill(self.pid, signal.SIGKILL)

    def close(self) -> None:
        """End it, if it lives, and what listens to it."""
        if self._manager.has_kernel:
            self._client.stop_channels()
            self._manager.shutdown_kernel(now=True)

    def _ask(self, code: str) -> str:
        # What comes after a cell that failed is run all the same.
        return str(self._client.execute(code, stop_on_error=False))

    def _printed(self, asked: str) -> str:
        message = self._message(asked)
        is_text = message["msg_type"] == "stream"
        return str(message["content"]["text"]) if is_text else ""

    def _message(self, asked: str) -> dict[str, Any]:
        """Return what a cell says next; cards of other cells go on talking."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            message: dict[str, Any] = self._client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") == asked:
                return message
        raise TimeoutError("The cell has not said anything for a long time.")


@contextlib.contextmanager
def real_kernel(home: Path, name: str) -> Iterator[RealKernel]:
    with contextlib.closing(RealKernel(home, name)) as kernel:
        kernel.run(OPENING)
        yield kernel


@dataclass(frozen=True)
class Kling:
    """The built-in simulator's time, moved by hand: nothing is raced for."""

    home: Path

    def work_on_it(self) -> None:
        """Let every task be worked on, for as long as the test likes."""
        self._plan(processing_ms=0, over_ms=2**53)

    def finish_it(self) -> None:
        """Let every task be done."""
        self._plan(processing_ms=0, over_ms=int(time.time() * 1000))

    def _plan(self, **times: int) -> None:
        path = self.home / "simulator.sqlite3"
        with contextlib.closing(sqlite3.connect(path, timeout=PATIENCE)) as db, db:
            changes = ", ".join(f"{name} = {ms}" for name, ms in times.items())
            db.execute(f"UPDATE task SET {changes}")
