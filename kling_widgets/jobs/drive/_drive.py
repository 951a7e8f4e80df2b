"""One job's way, from a durable wish to a clip on disk."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from ... import _crash
from ...api import TaskStatus
from ...errors import AmbiguousSubmit, KlingError, Rejected, TaskFailed, WaitTimeout
from ..journal import JobState
from ._collect import collect
from ._lookup import look_up
from ._progress import STOPPED, Stopped
from ._submit import submit
from ._watch import pauses, watch

if TYPE_CHECKING:
    from ...api import ImageToVideoRequest, Task
    from ..gateway import Capabilities, Gateway
    from ._decision import Decision
    from ._keepsake import Keepsake
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
    request: ImageToVideoRequest | None,
    *,
    gateway: Gateway,
    progress: Progress,
    capabilities: Capabilities,
    keepsake: Keepsake,
) -> None:
    """Take the job on from where it stands, and always say how it ended.

    Args:
        request: What to send. A job that was picked up has none: its pictures
            are not kept, and nothing of it is sent again by itself.
        gateway: Where the job was, or is to be, sent.
        progress: Where it stands.
        capabilities: What the gateway is known to do.
        keepsake: Where its clip is saved, and with what.
    """
    try:
        task_id = await _placed(request, gateway, progress, capabilities, keepsake)
        task = await _follow(task_id, gateway, progress)
        clip = await collect(
            task,
            gateway=gateway,
            progress=progress,
            keepsake=keepsake,
        )
    except Stopped:
        end_watch(progress)
    except KlingError as error:
        _end(error, progress)
    except Exception:
        logger.exception("job %s broke", progress.id)
        _end(KlingError(_BROKEN.format(id=progress.id)), progress)
    else:
        _crash.at("after_saved")
        progress.feed.finish(clip)
        await capabilities.probe(progress.id, task_id)
    await progress.settle()


async def _placed(
    request: ImageToVideoRequest | None,
    gateway: Gateway,
    progress: Progress,
    capabilities: Capabilities,
    keepsake: Keepsake,
) -> str:
    """Return the id of the job's task: there already, sent for, or looked for."""
    if progress.snapshot.state is JobState.SUBMITTING:
        # Whoever sent it died over it, or it would still own the job.
        progress.move(JobState.UNKNOWN, LEFT, error=LEFT)
    if progress.snapshot.state is JobState.LOST_RESULT:
        progress.take_decision()
        progress.move(JobState.SUCCEED, "by the user", error=None)
    while (task_id := progress.snapshot.task_id) is None:
        decision = progress.take_decision()
        if decision:
            _obey(decision, progress)
        sends = progress.snapshot.state is JobState.PREPARED or decision.send_again
        if request is not None and sends:
            await keepsake.keep_pictures(request)
            progress.check_stopped()
            await _send(request, gateway, progress, capabilities)
        elif not decision:
            await look_up(gateway, progress, capabilities)
    return task_id


async def _send(
    request: ImageToVideoRequest,
    gateway: Gateway,
    progress: Progress,
    capabilities: Capabilities,
) -> None:
    """Submit; an outcome that is not known is not the end, but looked into."""
    try:
        await submit(gateway, request, progress, capabilities)
    except (AmbiguousSubmit, Rejected) as error:
        if progress.snapshot.state is not JobState.UNKNOWN:
            raise
        logger.info("job %s: %s", progress.id, error)


def _obey(decision: Decision, progress: Progress) -> None:
    """Record what the user decided.

    Raises:
        AmbiguousSubmit: The user gave up.
    """
    if decision.abandon:
        progress.move(JobState.ABANDONED, "by the user")
        raise AmbiguousSubmit(GIVEN_UP.format(id=progress.id))
    if progress.snapshot.state is JobState.ABANDONED:
        progress.move(JobState.UNKNOWN, "by the user")
    if decision.task_id:
        progress.move(JobState.SUBMITTED, "by hand", task_id=decision.task_id)
        progress.show(task_id=decision.task_id, note="")


async def _follow(task_id: str, gateway: Gateway, progress: Progress) -> Task:
    """Look until the task is over.

    Raises:
        TaskFailed: Kling could not make the clip.
    """
    pause = pauses(progress)
    await progress.pause_until_release()
    if not progress.resumed:
        await progress.pause(next(pause))
    async for seen in watch(
        lambda: gateway.client, task_id, pause=pause, progress=progress
    ):
        _crash.at("poll_answered")
        task = seen
        _learn(task, progress)
    if task.status is TaskStatus.FAILED:
        raise TaskFailed(_why_failed(task), reason=task.reason)
    return task


def _learn(task: Task, progress: Progress) -> None:
    """Record what a look brought, unless it is older than what is known."""
    state = STATE_OF.get(task.status)
    if state is JobState.SUCCEED:
        _crash.at("succeed_seen")
    if state and _leads_on(progress.snapshot.state, state):
        progress.move(state, task.status_text, **_columns(task, progress))
    if state in {JobState.PROCESSING, JobState.SUCCEED}:
        _crash.at(f"after_{state}")
    says = repr(task.status_text) if task.status_text else "nothing of its status"
    note = "" if state else f"Kling says {says}; still waiting."
    progress.show(status_text=task.status_text, note=note)


def _leads_on(known: JobState, said: JobState) -> bool:
    if said is JobState.FAILED:
        return True
    return ORDER.index(said) > ORDER.index(known)


def _columns(task: Task, progress: Progress) -> dict[str, Any]:
    columns: dict[str, Any] = {"status_text": task.status_text}
    if task.status is TaskStatus.SUCCEED:
        # How long a task took that nobody watched is not known.
        columns["seconds"] = None if progress.resumed else progress.elapsed
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


def end_watch(progress: Progress) -> None:
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


LEFT = (
    "The kernel that sent this ended before it heard an answer, so the task may exist "
    "and may be charged. It is looked for and not sent again."
)
GIVEN_UP = "{id} was given up while its outcome was not known; it may be charged."
_BROKEN = (
    "Something in kling_widgets broke while it followed {id}; the log has the details. "
    "The job is in the journal and nothing of it is lost."
)
