"""Bringing a finished clip home, with a fresh link each time one does not work."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from ... import _crash
from ...clips import Clip
from ...errors import DownloadError, KlingError, LinkGone, NotWritten
from ..download import download, file_name
from ..journal import JobState
from ._holding import UNWRITTEN_SECONDS, hold_unwritten

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from ...api import Task
    from ..download import SavedFile
    from ..gateway import Gateway
    from ._keepsake import Keepsake
    from ._progress import Progress

logger = logging.getLogger("kling_widgets")

LONGEST_PAUSE = 300.0
LONGEST_PAUSE_IF_GONE = 86_400.0
"""A link that leads nowhere is looked at daily: gateways do come back."""
KEPT = timedelta(days=30)
"""How long Kling keeps a result (its documentation, 2026-03)."""


async def collect(
    task: Task,
    *,
    gateway: Gateway,
    progress: Progress,
    keepsake: Keepsake,
) -> Clip:
    """Save the clip of a finished task; it was paid for, so this does not give up.

    Args:
        task: The task, finished.
        gateway: Where fresh links come from.
        progress: Where it is told how it goes.
        keepsake: Where it is saved, asked before each try, and what with it.

    Raises:
        DownloadError: The provider has deleted the clip.
    """
    pauses = Pauses()
    shot = progress.snapshot
    name = file_name(shot.created_at, shot.prompt, progress.id)
    while True:
        try:
            if not progress.snapshot.held:
                progress.release()
            async with gateway.turns.turn(_made(task, progress)):
                saved = await _save(task, gateway, keepsake.folder() / name, keepsake)
        except NotWritten as error:
            hold_unwritten(error, progress)
            await progress.pause(UNWRITTEN_SECONDS)
        except DownloadError as error:
            _check_deleted(error, _made(task, progress), progress)
            logger.info("job %s: %s", progress.id, error)
            seconds = pauses.after(error)
            progress.release()
            progress.expect(str(error), seconds, cause=error)
            await progress.pause(seconds)
        else:
            return _saved(saved, progress)
        task = await _fresh(task, gateway)


class Pauses:
    """How long to wait after each failed try: longer and longer, up to a limit."""

    def __init__(self) -> None:
        self._next = 1.0

    def after(self, error: DownloadError) -> float:
        """Return the seconds to wait now."""
        seconds = self._next
        is_gone = isinstance(error, LinkGone)
        longest = LONGEST_PAUSE_IF_GONE if is_gone else LONGEST_PAUSE
        self._next = min(seconds * 2, longest)
        return seconds


async def _save(
    task: Task, gateway: Gateway, path: Path, keepsake: Keepsake
) -> list[SavedFile]:
    """Save every clip that the task has; one alone needs no number."""
    if not task.videos:
        raise DownloadError("Kling says the clip is done but gives no link to it.")
    paths = [path]
    if len(task.videos) > 1:
        paths = [
            path.with_stem(f"{path.stem}-{n + 1}") for n in range(len(task.videos))
        ]
    pairs = zip(task.videos, paths, strict=True)
    return [await _one(video.url, task, gateway, to, keepsake) for video, to in pairs]


async def _one(
    url: str, task: Task, gateway: Gateway, path: Path, keepsake: Keepsake
) -> SavedFile:
    """Save one clip, unless a kernel that died over it had done so already."""
    saved = await asyncio.to_thread(keepsake.found, path)
    if saved is None:
        finish = partial(keepsake.write_into, task=task)
        saved = await download(url, gateway, path, finish=finish)
    await asyncio.to_thread(keepsake.write_beside, saved.path, task)
    return saved


async def _fresh(task: Task, gateway: Gateway) -> Task:
    """Ask for the task again, since its links expire."""
    try:
        return await gateway.client.get(task.task_id)
    except KlingError as error:
        logger.info("no fresh link for %s: %s", task.task_id, error)
        return task


def _made(task: Task, progress: Progress) -> datetime:
    return task.created_at or progress.snapshot.created_at


def _check_deleted(error: DownloadError, made: datetime, progress: Progress) -> None:
    """End the job where its clip is older than any that the provider keeps."""
    if not isinstance(error, LinkGone) or progress.now - made < KEPT:
        return
    text = (
        f"The clip is lost: the task is of {made:%Y-%m-%d}, Kling deletes results after "
        f"{KEPT.days} days, and its link leads nowhere. It was paid for."
    )
    progress.move(JobState.LOST_RESULT, error=text)
    raise DownloadError(text) from error


def _saved(saved: list[SavedFile], progress: Progress) -> Clip:
    first, *others = saved
    for other in others:
        progress.note("also saved", detail=str(other.path))
    clip = Clip(first.path)
    _crash.at("before_saved")
    progress.move(
        JobState.SAVED,
        file=str(first.path),
        file_sha256=first.sha256,
        file_bytes=first.size,
        url=None,
    )
    progress.show(clip=clip, note="", watching=False)
    return clip
