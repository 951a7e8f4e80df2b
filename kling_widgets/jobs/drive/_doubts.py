"""Whether an answer is about the task that was asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Unavailable

if TYPE_CHECKING:
    from ...api import Task
    from ._progress import Progress

MOST = 5


class Doubts:
    """Refuses answers about other people's tasks, for as long as they may be a slip.

    Only where the gateway is known to repeat our own ids can one of another be told.
    Where it says so again and again, it is taken at its word: a task that the user
    named by hand may have any id.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._left = MOST

    def check(self, task: Task) -> None:
        """Refuse a task that carries another's id.

        Raises:
            Unavailable: It does, and asking again may help.
        """
        shot = self._progress.snapshot
        if not shot.echoes or task.external_task_id in {None, shot.id}:
            self._left = MOST
            return
        if self._left:
            self._left -= 1
            raise Unavailable(
                f"The gateway answered with the task of {task.external_task_id!r}.",
                http_status=200,
            )
