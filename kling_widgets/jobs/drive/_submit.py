"""Sending a request: at most once where it could be accepted."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from ... import _crash
from ...errors import AmbiguousSubmit, Busy, KlingError, NotSent, Rejected
from ..gateway import Can
from ..journal import JobState
from ._holding import OFFLINE_SECONDS, asked_to_wait, hold_unsent

if TYPE_CHECKING:
    from ...api import ImageToVideoRequest, Task
    from ..gateway import Capabilities, Gateway
    from ._progress import Progress

logger = logging.getLogger("kling_widgets")

UNSENT_PAUSES = (1.0, 4.0, 15.0)
"""Seconds before a submit that provably never left is tried again; then longer."""
LONGEST_BUSY_PAUSE = 60.0
KEPT_REPLY_BYTES = 65_536


async def submit(
    gateway: Gateway,
    request: ImageToVideoRequest,
    progress: Progress,
    capabilities: Capabilities,
) -> str:
    """Return the id of the task that the request became.

    Only what provably never left, or was plainly refused as one too many, is
    sent again, with the same id, for as long as it takes. Everything else ends
    here.

    Raises:
        Rejected: Refused, and not charged.
        AmbiguousSubmit: It may have been accepted.
        JournalError: The intent could not be committed, so nothing was sent.
    """
    tries = 0
    # A job that may have been charged once stays so, whatever a second try says.
    before = progress.snapshot.state
    # An earlier submit may have made the task, unless it is proven that it did not:
    # until this one is accepted, only the key of that one can prove anything.
    is_first = before is JobState.PREPARED or progress.snapshot.absent
    while True:
        progress.intend(JobState.SUBMITTING, gateway.key_fp if is_first else None)
        _crash.at("after_submitting")
        try:
            task = await _create(gateway, request, progress, before)
        except (Busy, NotSent) as error:
            pause = _pause_after(error, tries)
            progress.move(before, str(error))
            hold_unsent(error, progress, pause)
        else:
            if task.external_task_id:
                capabilities.learn(Can.ECHO, value=task.external_task_id == progress.id)
            return task.task_id
        await progress.pause(pause)
        tries += 1


async def _create(
    gateway: Gateway,
    request: ImageToVideoRequest,
    progress: Progress,
    before: JobState,
) -> Task:
    """Send once, and record what became of it."""

    def keep(raw: bytes) -> None:
        # On disk before anybody tries to understand it.
        progress.note("reply", reply=raw[:KEPT_REPLY_BYTES])
        _crash.at("answered")

    key_fp = gateway.key_fp  # another key may be set while this one is on its way
    try:
        task = await gateway.client.create(request, on_reply=keep)
    except Rejected as error:
        first = before is JobState.PREPARED
        after = JobState.REJECTED if first else JobState.UNKNOWN
        progress.move(after, str(error), error=str(error))
        raise
    except AmbiguousSubmit as error:
        progress.move(JobState.UNKNOWN, str(error), error=str(error))
        raise
    progress.key_fp = key_fp
    progress.move(JobState.SUBMITTED, task_id=task.task_id, error=None, key_fp=key_fp)
    progress.show(task_id=task.task_id, status_text=task.status_text, note="")
    _crash.at("after_submitted")
    logger.info("job %s is task %s", progress.id, task.task_id)
    return task


def _pause_after(error: KlingError, tries: int) -> float:
    """Return the seconds to wait before the same is sent again."""
    if isinstance(error, Busy):
        return max(min(2.0**tries, LONGEST_BUSY_PAUSE), asked_to_wait(error))
    return UNSENT_PAUSES[tries] if tries < len(UNSENT_PAUSES) else OFFLINE_SECONDS
