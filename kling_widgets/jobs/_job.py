"""A job as the user holds it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from ..errors import WaitTimeout
from ._waiting import wait

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from ..api import ImageToVideoRequest
    from ..clips import Clip
    from ..errors import KlingError
    from ._feed import Feed
    from ._snapshot import JobSnapshot


class Job:
    """One picture on its way to a clip.

    It runs on its own, whether or not anybody waits: `await job` and
    `job.wait()` only look on, and interrupting them changes nothing.
    """

    def __init__(
        self, request: ImageToVideoRequest, feed: Feed, *, stop: Callable[[], None]
    ) -> None:
        self.request = request
        """What was, or will be, sent."""
        self._feed = feed
        self._stop = stop

    @property
    def id(self) -> str:
        """Our own id, known to the provider as `external_task_id`."""
        return self._feed.snapshot.id

    @property
    def task_id(self) -> str | None:
        """Kling's id of the task, once there is one."""
        return self._feed.snapshot.task_id

    @property
    def status(self) -> str:
        """Where the job stands, in one word."""
        return self._feed.snapshot.state.value

    @property
    def snapshot(self) -> JobSnapshot:
        """The job as it was last seen."""
        return self._feed.snapshot

    @property
    def clip(self) -> Clip | None:
        """The finished clip, once it is safe on disk."""
        return self._feed.snapshot.clip

    @property
    def error(self) -> KlingError | None:
        """What ended the job, if it did not end with a clip."""
        return self._feed.error

    def wait(self, timeout: float | None = None) -> Clip:
        """Wait for the clip in plain code.

        Args:
            timeout: Seconds to wait at most; without it, as long as it takes.

        Raises:
            WaitTimeout: The time is up. The task goes on.
            KlingError: The job ended without a clip; the error says why.
        """
        try:
            return wait(self._feed.outcome, timeout)
        except TimeoutError:
            if self._feed.outcome.done():  # the job's own error, not ours
                raise
        raise WaitTimeout(
            f"{self.id} is still {self.status} after {timeout:g} seconds of waiting. "
            "The task goes on and its clip will be saved; wait again when you like."
        )

    def __await__(self) -> Generator[Any, None, Clip]:
        return asyncio.wrap_future(self._feed.outcome).__await__()

    def stop_watching(self) -> None:
        """Stop following the task. It goes on at Kling and is billed."""
        self._stop()

    def subscribe(self, listener: Callable[[JobSnapshot], None]) -> Callable[[], None]:
        """Call *listener* with a snapshot now and at every change.

        It is called on the job's own thread. Returns a function that ends it.
        """
        return self._feed.subscribe(listener)

    def __repr__(self) -> str:
        return f"<Job {self.id} {self.status}>"
