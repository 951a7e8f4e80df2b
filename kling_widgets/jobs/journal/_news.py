"""That something changed in a journal, told to whoever shows it in this process."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Listener = Callable[[], object]

logger = logging.getLogger("kling_widgets")

_listeners: dict[Path, list[Listener]] = {}
"""Several runners may have the same journal open: each after a change of settings."""
_lock = threading.Lock()


def subscribe(journal: Path, listener: Listener) -> Callable[[], None]:
    """Call *listener* after each change, on whatever thread made it."""
    with _lock:
        _listeners.setdefault(journal, []).append(listener)

    def unsubscribe() -> None:
        with _lock:
            heard = _listeners.get(journal, [])
            if listener in heard:
                heard.remove(listener)
            if not heard:
                _listeners.pop(journal, None)

    return unsubscribe


def tell(journal: Path) -> None:
    """Say that a journal has changed."""
    with _lock:
        listeners = tuple(_listeners.get(journal, ()))
    for listener in listeners:
        try:
            listener()
        except Exception:
            # A view that broke must not break the job that was written.
            logger.exception("a listener of the journal failed")
