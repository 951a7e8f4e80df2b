"""A job as the user holds it."""

from __future__ import annotations

import asyncio
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..api import number, shown
from ..errors import InputError, WaitTimeout
from ._waiting import wait
from .drive import Decision
from .journal import JobState

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from os import PathLike
    from typing import NoReturn, Self

    from ..api import ImageToVideoRequest
    from ..clips import Clip
    from ..errors import KlingError
    from .drive import Feed
    from .journal import JobSnapshot


LONGEST_WAIT: Final = 30 * 24 * 3600.0
"""Seconds that Kling keeps a clip; also, no system's clock takes any number."""


class Job:
    """One picture on its way to a clip.

    It runs on its own, whether or not anybody waits: `await job` and
    `job.wait()` only look on, and interrupting them changes nothing.
    """

    def __init__(
        self,
        request: ImageToVideoRequest | None,
        feed: Feed,
        *,
        stop: Callable[[], None],
        decide: Callable[[Decision, ImageToVideoRequest | None], None],
        look: Callable[[], None],
        save_to: Callable[[Path], None],
    ) -> None:
        self.request = request
        """What was, or will be, sent; nothing for a job from an earlier kernel."""
        self._feed = feed
        self._stop = stop
        self._decide = decide
        self._look = look
        self._save_to = save_to

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
            InputError: The time is no number of seconds.
            WaitTimeout: The time is up. The task goes on.
            KlingError: The job ended without a clip; the error says why.
        """
        seconds = _seconds(timeout)
        try:
            return wait(self._feed.outcome, seconds)
        except TimeoutError:
            if self._feed.outcome.done():  # the job's own error, not ours
                raise
        raise WaitTimeout(
            f"{self.id} is still {self.status} after {seconds:g} seconds of waiting. "
            "The task goes on and its clip will be saved; wait again when you like."
        )

    def __await__(self) -> Generator[Any, None, Clip]:
        return asyncio.wrap_future(self._feed.outcome).__await__()

    def stop_watching(self) -> None:
        """Stop following the task. It goes on at Kling and is billed."""
        self._stop()

    def look_now(self) -> None:
        """Look how it stands at once, instead of when it is due. Nothing is sent again.

        A job that waits tries whether it can go on; one that is no longer watched is
        watched again; one that was given up, or whose clip was lost, is looked for.

        Raises:
            InputError: It is over, or was never sent.
        """
        self._look()

    def save_to(self, folder: str | PathLike[str]) -> None:
        """Save the clip in another folder than it was to be saved in.

        Raises:
            InputError: Nothing can be written there, or the job is over.
        """
        self._save_to(Path(folder))

    def send_again(
        self,
        *,
        may_be_charged_twice: bool = False,
        request: ImageToVideoRequest | None = None,
    ) -> None:
        """Send the job once more, with the same id, where no outcome is known.

        A job that was prepared by an earlier kernel and never sent is sent so, too.

        Args:
            may_be_charged_twice: True, to say that you know it: if the first one
                did arrive and the provider does not check ids, both are charged.
                Not needed where looking has proven that nothing was made.
            request: The same request, needed where an earlier kernel made the job,
                because pictures are not kept.

        Raises:
            InputError: It cannot be sent again, or the request is another one.
        """
        shot = self._feed.snapshot
        never_made = shot.state is JobState.PREPARED or shot.absent
        if not (may_be_charged_twice or never_made):
            raise InputError(
                f"{self.id} may have been accepted, so a second one may be charged "
                "twice. If you want that: job.send_again(may_be_charged_twice=True).",
                field="may_be_charged_twice",
            )
        self._tell(Decision(send_again=True), request)

    def attach(self, task_id: str) -> None:
        """Name the task that this job became, as the gateway's own log shows it.

        Raises:
            InputError: The job has a task, or the id cannot be one.
        """
        self._tell(Decision(task_id=task_id))

    def abandon(self) -> None:
        """Stop looking for a task that may exist. Its row stays, and may be reopened.

        Raises:
            InputError: The outcome of this job is known.
        """
        self._tell(Decision(abandon=True))

    def _tell(
        self, decision: Decision, request: ImageToVideoRequest | None = None
    ) -> None:
        self._decide(decision, request or self.request)

    def subscribe(self, listener: Callable[[JobSnapshot], None]) -> Callable[[], None]:
        """Call *listener* with a snapshot now and at every change.

        It is called on the job's own thread. Returns a function that ends it.
        """
        return self._feed.subscribe(listener)

    def __repr__(self) -> str:
        return f"<Job {self.id} {self.status}>"

    def __copy__(self) -> Self:
        return self  # a job is one thing: it cannot be made two by copying

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __getstate__(self) -> NoReturn:
        raise InputError(
            f"{self.id} runs in this process and cannot be pickled. Keep its id: "
            "kling.job(id) gives the job in any process of this machine."
        )


def _seconds(timeout: object) -> float | None:
    """Return how long to wait; what is longer than anybody waits has no end."""
    if timeout is None or timeout == math.inf:
        return None
    seconds = number(timeout)
    if seconds is None:
        raise InputError(
            f"timeout: {shown(timeout)} is no number of seconds; say 60, or nothing "
            "to wait as long as it takes.",
            field="timeout",
        )
    return None if seconds > LONGEST_WAIT else max(seconds, 0.0)
