"""Bringing a finished clip home, with a fresh link each time one does not work."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from ..clips import Clip
from ..errors import DownloadError, KlingError
from ._download import SavedFile, download
from ._states import JobState

if TYPE_CHECKING:
    from pathlib import Path

    from ..api import Task
    from ._gateway import Gateway
    from ._progress import Progress

logger = logging.getLogger("kling_widgets")

LONGEST_PAUSE = 300.0


async def collect(
    task: Task, *, gateway: Gateway, progress: Progress, path: Path
) -> Clip:
    """Save the clip of a finished task; it was paid for, so this does not give up."""
    pause = 1.0
    while True:
        progress.show(note="Downloading the clip.")
        try:
            saved = await _save(task, gateway, path)
        except DownloadError as error:
            logger.info("job %s: %s", progress.id, error)
            progress.show(note=f"{error} Next try in {pause:.0f} s.")
        else:
            return _saved(saved, progress)
        await progress.pause(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
        task = await _fresh(task, gateway)


async def _save(task: Task, gateway: Gateway, path: Path) -> SavedFile:
    if not task.videos:
        raise DownloadError("Kling says the clip is done but gives no link to it.")
    return await download(task.videos[0].url, gateway, path)


async def _fresh(task: Task, gateway: Gateway) -> Task:
    """Ask for the task again, since its links expire."""
    try:
        return await gateway.client.get(task.task_id)
    except KlingError as error:
        logger.info("no fresh link for %s: %s", task.task_id, error)
        return task


def _saved(saved: SavedFile, progress: Progress) -> Clip:
    clip = Clip(saved.path)
    progress.move(
        JobState.SAVED,
        file=str(saved.path),
        file_sha256=saved.sha256,
        file_bytes=saved.size,
        url=None,
    )
    progress.show(clip=clip, note="", watching=False)
    return clip
