"""What is told about one job, from the thread that drives it to all who look on."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...clips import Clip
    from ...errors import KlingError
    from ..journal import JobSnapshot

logger = logging.getLogger("kling_widgets")


class Feed:
    """The newest snapshot of a job, those who listen, and how it ends."""

    def __init__(self, snapshot: JobSnapshot) -> None:
        self.snapshot = snapshot
        self.error: KlingError | None = None
        self.outcome = _outcome()
        self._listeners: list[Callable[[JobSnapshot], None]] = []
        self._lock = threading.RLock()

    def subscribe(self, listener: Callable[[JobSnapshot], None]) -> Callable[[], None]:
        """Tell *listener* of this moment and of every later one."""
        with self._lock:
            self._listeners.append(listener)
            _tell(listener, self.snapshot)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def publish(self, snapshot: JobSnapshot) -> None:
        """Make *snapshot* the newest one and tell it."""
        with self._lock:
            self.snapshot = snapshot
            for listener in tuple(self._listeners):
                _tell(listener, snapshot)

    def reopen(self) -> None:
        """Let a job go on that had ended without a clip."""
        if self.outcome.done():
            self.error = None
            self.outcome = _outcome()

    def leave(self, error: KlingError) -> None:
        """End for this process, where another follows the job: nobody waits in vain.

        Nothing is locked: after a fork nobody is left who could unlock it.
        """
        self._listeners, self._lock = [], threading.RLock()
        if not self.outcome.done():
            self.outcome = _outcome()
            self.fail(error)

    def finish(self, clip: Clip) -> None:
        """End with a clip."""
        self.outcome.set_result(clip)

    def fail(self, error: KlingError) -> None:
        """End without one."""
        self.error = error
        self.outcome.set_exception(error)


def _outcome() -> Future[Clip]:
    outcome: Future[Clip] = Future()
    # Running from the start: cancelling a wait must not cancel the job.
    outcome.set_running_or_notify_cancel()
    return outcome


def _tell(listener: Callable[[JobSnapshot], None], snapshot: JobSnapshot) -> None:
    try:
        listener(snapshot)
    except Exception:
        # A view that broke must not break the job it looks at.
        logger.exception("a listener of job %s failed", snapshot.id)
