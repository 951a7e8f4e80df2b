"""One job's way, from a durable wish to a clip on disk."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from ..api import TaskStatus
from ..errors import KlingError, TaskFailed, WaitTimeout
from ._collect import collect
from ._download import file_name
from ._keepsake import Keepsake
from ._progress import STOPPED, Stopped
from ._states import JobState
from ._submit import submit
from ._watch import pauses, watch

if TYPE_CHECKING:
    from pathlib import Path

    from ..api import ImageToVideoRequest, Task
    from ._gateway import Gateway
    from ._progress import Progress

logger = logging.getLogger("kling_widgets")

STATE_OF = {
    TaskStatus.SUBMITTED: JobState.SUBMITTED,
    TaskStatus.PROCESSING: JobState.PROCESSING,
    TaskStatus.SUCCEED: JobState.SUCCEED,
    TaskStatus.FAILED: JobState.FAILED,
}
"""A status that is not here is unknown, and unknown is not over."""
ORDER = (JobState.SUBMITTED, JobState.PROCESSING, JobState.SUCCEED)


async def drive(
    request: ImageToVideoRequest, *, gateway: Gateway, progress: Progress, folder: Path
) -> None:
    """Take the job as far as it goes, and always say how it ended."""
    try:
        task = await submit(gateway.client, request, progress)
        task = await _follow(task, gateway, progress)
        name = file_name(
            progress.snapshot.created_at, request.prompt or "", progress.id
        )
        clip = await collect(
            task,
            gateway=gateway,
            progress=progress,
            path=folder / name,
            keepsake=Keepsake(request=request, gateway=gateway, progress=progress),
        )
    except Stopped:
        _end_watch(progress)
    except KlingError as error:
        _end(error, progress)
    except Exception:
        logger.exception("job %s broke", progress.id)
        _end(KlingError(_BROKEN.format(id=progress.id)), progress)
    else:
        progress.feed.finish(clip)


async def _follow(task: Task, gateway: Gateway, progress: Progress) -> Task:
    """Look until the task is over.

    Raises:
        TaskFailed: Kling could not make the clip.
    """
    pause = pauses(progress)
    await progress.pause(next(pause))
    async for seen in watch(
        gateway.client, task.task_id, pause=pause, progress=progress
    ):
        task = seen
        _learn(task, progress)
    if task.status is TaskStatus.FAILED:
        raise TaskFailed(_why_failed(task), reason=task.reason)
    return task


def _learn(task: Task, progress: Progress) -> None:
    """Record what a look brought, unless it is older than what is known."""
    state = STATE_OF.get(task.status)
    if state and _leads_on(progress.snapshot.state, state):
        progress.move(state, task.status_text, **_columns(task, progress))
    note = "" if state else f"Kling says {task.status_text!r}; still waiting."
    progress.show(status_text=task.status_text, note=note)


def _leads_on(known: JobState, said: JobState) -> bool:
    if said is JobState.FAILED:
        return True
    return ORDER.index(said) > ORDER.index(known)


def _columns(task: Task, progress: Progress) -> dict[str, Any]:
    columns: dict[str, Any] = {"status_text": task.status_text}
    if task.status is TaskStatus.SUCCEED:
        columns["seconds"] = progress.elapsed
        columns["units"] = None if task.units is None else str(task.units)
        columns["url"] = task.videos[0].url if task.videos else None
    if task.status is TaskStatus.FAILED:
        columns["error"] = _why_failed(task)
    return columns


def _why_failed(task: Task) -> str:
    reason = task.reason.rstrip(".") or "it gives no reason"
    return (
        f"Kling could not make this clip: {reason}. "
        "By Kling's price list a failed task is not charged."
    )


def _end_watch(progress: Progress) -> None:
    """Stop looking; what was never sent is withdrawn."""
    note = STOPPED
    if progress.snapshot.state is JobState.PREPARED:
        progress.move(JobState.CANCELLED)
        note = "Withdrawn before anything was sent; nothing is charged."
    progress.show(note=note, watching=False)
    progress.feed.fail(WaitTimeout(f"{progress.id}: {note}"))


def _end(error: KlingError, progress: Progress) -> None:
    field = getattr(error, "field", None)
    progress.show(error=str(error), error_field=field, watching=False, note="")
    progress.feed.fail(error)


_BROKEN = (
    "Something in kling_widgets broke while it followed {id}; the log has the details. "
    "The job is in the journal and nothing of it is lost."
)
