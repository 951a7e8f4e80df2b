"""One click, one clip: a double click must not cost twice."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipywidgets import Button

DOUBLE_CLICK_SECONDS: Final = 1.0
"""A click on unchanged settings so soon after the last is the same click."""


class OneClick:
    """What a button does, at most once at a time and once for a double click.

    Clicks queue while a cell runs and then arrive together, on any thread.

    Args:
        button: Switched off while its work is under way.
        wish: Tells what is asked for, to be compared with what was.
        act: Does it, and says whether it was done.
        again: Called in its place for the second half of a double click.
        clock: Seconds that only go forward.
    """

    def __init__(
        self,
        button: Button,
        *,
        wish: Callable[[], Any],
        act: Callable[[], bool],
        again: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._button = button
        self._wish = wish
        self._act = act
        self._again = again
        self._clock = clock
        self._lock = threading.Lock()
        self._done: Any = None
        self._done_at = 0.0
        button.on_click(self)

    def __call__(self, _button: Button) -> None:
        """Take a click."""
        if not self._lock.acquire(blocking=False):
            return
        self._button.disabled = True
        try:
            self._take(self._wish())
        finally:
            self._button.disabled = False
            self._lock.release()

    def _take(self, wish: Any) -> None:
        soon = self._clock() - self._done_at < DOUBLE_CLICK_SECONDS
        if soon and wish == self._done:
            self._again()
        elif self._act():
            self._done, self._done_at = wish, self._clock()
