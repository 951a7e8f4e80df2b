"""Work beside the panel, of which only the latest is wanted."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any, TypeAlias

logger = logging.getLogger("kling_widgets")

Wanted: TypeAlias = Callable[[], bool]
"""Whether what is being worked out is still asked for."""


class Latest:
    """A thread that does what was asked for last; it ends when nothing is left.

    Work is told how to find out whether it is still wanted, so that it can give up.

    Args:
        calm: Seconds for which nothing else must be asked before hurried work starts.
    """

    def __init__(self, calm: float = 0.25) -> None:
        self._calm = calm
        self._news = threading.Condition()
        self._work: Callable[[Wanted], Any] | None = None
        self._number = 0
        self._waits = False
        self._thread: threading.Thread | None = None

    def ask(self, work: Callable[[Wanted], Any], *, at_once: bool = False) -> None:
        """Do this instead of anything asked for before."""
        with self._news:
            self._work, self._waits = work, not at_once
            self._number += 1
            self._news.notify_all()
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, name="kling-latest", daemon=True
                )
                self._thread.start()

    def stop(self) -> None:
        """Want nothing any more."""
        with self._news:
            self._work, self._waits = None, False
            self._number += 1
            self._news.notify_all()

    def join(self) -> None:
        """Wait until everything is done."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while True:
            with self._news:
                while self._waits and self._news.wait(self._calm):
                    continue  # something else was asked for: be calm once more
                work, number = self._work, self._number
                self._work = None
                if work is None:
                    self._thread = None
                    return
            self._do(work, number)

    def _do(self, work: Callable[[Wanted], Any], number: int) -> None:
        try:
            work(lambda: number == self._number)
        except Exception:
            # The edge of a thread: nobody above could say it anywhere.
            logger.exception("work beside the panel failed")
