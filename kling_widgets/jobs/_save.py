"""Saving the clip of a finished task, for code that uses the client alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..api import TaskStatus
from ..clips import Clip
from ..errors import DownloadError, TaskFailed
from .download import download

if TYPE_CHECKING:
    from os import PathLike

    import httpx

    from ..api import KlingClient, Task


@dataclass(frozen=True, slots=True)
class _Home:
    """Where a task came from: its links may lead there, or anywhere on the web."""

    base_url: str
    files: httpx.AsyncBaseTransport | None = None


async def save(client: KlingClient, task: Task, path: str | PathLike[str]) -> Clip:
    """Fetch the clip of a finished task, verified and whole, or not at all.

    Args:
        client: The client that the task came from.
        task: A task that has succeeded.
        path: The file to save it to. A file that is there already is not
            overwritten: the clip then gets the next free name.

    Raises:
        TaskFailed: Kling could not make it.
        DownloadError: It is not finished, or its link gave no clip. Ask for the
            task again, since links expire, and try once more.
    """
    if task.status is TaskStatus.FAILED:
        raise TaskFailed(
            f"Kling could not make this clip: {task.reason or 'it gives no reason'}",
            reason=task.reason,
        )
    if not task.videos:
        raise DownloadError(
            f"Task {task.task_id} has no clip yet: its status is {task.status_text!r}."
        )
    home = _Home(client.provider.base_url)
    saved = await download(task.videos[0].url, home, Path(path))
    return Clip(saved.path, url=task.videos[0].url)
