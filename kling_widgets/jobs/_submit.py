"""Sending a request: at most once where it could be accepted."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from ..errors import AmbiguousSubmit, Busy, KlingError, NotSent, Rejected
from ._states import JobState

if TYPE_CHECKING:
    from ..api import ImageToVideoRequest, KlingClient, Task
    from ._progress import Progress

logger = logging.getLogger("kling_widgets")

UNSENT_PAUSES = (1.0, 4.0, 15.0)
"""Seconds before a submit that provably never left is tried again."""
LONGEST_BUSY_PAUSE = 60.0
KEPT_REPLY_BYTES = 65_536


async def submit(
    client: KlingClient, request: ImageToVideoRequest, progress: Progress
) -> Task:
    """Return the task that the request became.

    Only what provably never left, or was plainly refused as one too many, is
    sent again, with the same id. Everything else ends here.

    Raises:
        NotSent: Nothing left this machine, several times over.
        Rejected: Refused, and not charged.
        AmbiguousSubmit: It may have been accepted.
        JournalError: The intent could not be committed, so nothing was sent.
    """
    tries = 0
    while True:
        progress.intend(JobState.SUBMITTING)
        try:
            return await _create(client, request, progress)
        except (Busy, NotSent) as error:
            progress.move(JobState.PREPARED, str(error))
            pause = _pause_after(error, tries)
            if pause is None:
                raise
            progress.show(note=f"{error} Next try in {pause:.0f} s.")
        await progress.pause(pause)
        tries += 1


async def _create(
    client: KlingClient, request: ImageToVideoRequest, progress: Progress
) -> Task:
    """Send once, and record what became of it."""

    def keep(raw: bytes) -> None:
        # On disk before anybody tries to understand it.
        progress.note("reply", reply=raw[:KEPT_REPLY_BYTES])

    try:
        task = await client.create(request, on_reply=keep)
    except Rejected as error:
        progress.move(JobState.REJECTED, str(error), error=str(error))
        raise
    except AmbiguousSubmit as error:
        progress.move(JobState.UNKNOWN, str(error), error=str(error))
        raise
    progress.move(JobState.SUBMITTED, task_id=task.task_id)
    progress.show(task_id=task.task_id, status_text=task.status_text, note="")
    logger.info("job %s is task %s", progress.id, task.task_id)
    return task


def _pause_after(error: KlingError, tries: int) -> float | None:
    """Return the seconds to wait before the same is sent again, if it is."""
    if isinstance(error, Busy):
        return max(min(2.0**tries, LONGEST_BUSY_PAUSE), error.retry_after or 0.0)
    return UNSENT_PAUSES[tries] if tries < len(UNSENT_PAUSES) else None
