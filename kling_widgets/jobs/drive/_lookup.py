"""Finding out what became of a submit: by our own id, and never by sending again."""

from __future__ import annotations

import logging
from itertools import pairwise
from typing import TYPE_CHECKING

from ...errors import AmbiguousSubmit, KlingError, Rejected, TaskNotFound, Unavailable
from ..gateway import Can
from ..journal import JobState
from ._absence import Absence
from ._holding import REFUSED_SECONDS, hold_refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...api import Task
    from ..gateway import Capabilities, Gateway
    from ._progress import Progress

logger = logging.getLogger("kling_widgets")

LOOK_AT = (0.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)
"""Seconds after the submit at which a look is likely to tell."""
LATER_SECONDS, LATER_LOOKS = 600.0, 6
NO_SUCH_ADDRESS = (404, 405, 501)
PAGE = 100
"""Newest tasks that are gone through where the gateway has a list."""

UNKNOWN = (
    "It is not known whether this was accepted, so it may have been charged. "
    "Nothing is sent again by itself. Your own id of it is {id}."
)
ABSENT = (
    "For a quarter of an hour this gateway, which finds tasks by your own id, has known "
    "none of {id}. So nothing was made, as far as anybody can tell, and it can be sent "
    "again. Nothing is sent again by itself."
)
OTHER_KEY = (
    "This was sent with another key than the one that is set now, so that it is not "
    "found says nothing. Set the key of the same account with configure(api_key=…)."
)


async def look_up(
    gateway: Gateway, progress: Progress, capabilities: Capabilities
) -> None:
    """Find the task that our submit became, or stop when the user decides.

    Raises:
        AmbiguousSubmit: It was not found in an hour of looking. That is no proof
            that it does not exist: what happens now is for the user to decide.
    """
    absence = Absence()
    for pause in _pauses(capabilities):
        await progress.pause(pause)
        task = await _look(gateway, progress, absence)
        if absence.is_proven and capabilities.knows(Can.LOOKUP):
            progress.prove_absent(ABSENT.format(id=progress.id))
        if task is not None:
            capabilities.learn(Can.LOOKUP, value=True)
            _adopt(task.task_id, progress)
        if task is not None or progress.decision:
            return
    task = await _in_list(gateway, progress, capabilities)
    if task is None:
        text = progress.snapshot.error or UNKNOWN.format(id=progress.id)
        raise AmbiguousSubmit(text)
    _adopt(task.task_id, progress)


def _pauses(capabilities: Capabilities) -> Iterator[float]:
    """Yield the pause before each look; one look where none has ever helped."""
    yield LOOK_AT[0]
    if capabilities.knows(Can.LOOKUP) is False:
        return
    yield from (after - before for before, after in pairwise(LOOK_AT))
    yield from [LATER_SECONDS] * LATER_LOOKS


async def _look(gateway: Gateway, progress: Progress, absence: Absence) -> Task | None:
    """Ask by our own id; a key or account that may not ask is waited for."""
    progress.show(note="Looking for the task by its own id.")
    while not progress.decision:
        try:
            task = await _ask(gateway, progress, absence)
        except Rejected as error:
            hold_refused(error, progress)
            await progress.pause(REFUSED_SECONDS)
        else:
            progress.release()
            return task
    return None


async def _ask(gateway: Gateway, progress: Progress, absence: Absence) -> Task | None:
    """Ask once. Only a plain "not found" to the job's own key is counted."""
    try:
        task = await gateway.client.get(progress.id)
    except Rejected:
        raise
    except TaskNotFound:
        _count(gateway, progress, absence)
    except KlingError as error:
        logger.info("looking for %s: %s", progress.id, error)
        progress.show(note=str(error))
        if isinstance(error, Unavailable):
            absence.saw_trouble()
    else:
        if task.external_task_id in {None, progress.id}:
            return task
        absence.saw_trouble()
    return None


def _count(gateway: Gateway, progress: Progress, absence: Absence) -> None:
    if gateway.key_fp != progress.key_fp:
        progress.show(note=OTHER_KEY)
        return
    progress.note("not found")
    absence.saw_nothing(progress.elapsed * progress.speed)


async def _in_list(
    gateway: Gateway, progress: Progress, capabilities: Capabilities
) -> Task | None:
    """Go through the newest tasks, where the gateway tells them."""
    if capabilities.knows(Can.LIST) is False:
        return None
    try:
        tasks = await gateway.client.recent(size=PAGE)
    except KlingError as error:
        logger.info("no list of tasks: %s", error)
        if _has_no_list(error):
            capabilities.learn(Can.LIST, value=False)
        return None
    capabilities.learn(Can.LIST, value=True)
    return next((t for t in tasks if t.external_task_id == progress.id), None)


def _has_no_list(error: KlingError) -> bool:
    """Whether the gateway knows no such address; any other trouble may pass."""
    status = getattr(error, "http_status", None)
    return isinstance(error, TaskNotFound) or status in NO_SUCH_ADDRESS


def _adopt(task_id: str, progress: Progress) -> None:
    progress.move(JobState.SUBMITTED, "found", task_id=task_id, error=None, absent=0)
    progress.show(task_id=task_id, note="", absent=False)
    logger.info("job %s was found as task %s", progress.id, task_id)
