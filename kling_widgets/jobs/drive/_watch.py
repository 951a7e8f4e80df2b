"""Asking how a task is doing, with manners."""

from __future__ import annotations

import logging
import random
from typing import TYPE_CHECKING

from ...errors import ProviderError, Rejected
from ._doubts import Doubts
from ._estimate import DOCUMENTED
from ._holding import REFUSED_SECONDS, asked_to_wait, hold_refused, hold_unanswered
from ._looks import pause_before_look
from ._patience import patience_with

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from ...api import KlingClient, Task
    from ._progress import Progress

logger = logging.getLogger("kling_widgets")

JITTER = 0.1


def pauses(progress: Progress) -> Iterator[float]:
    """Yield the provider's seconds to wait between looks: see `_looks`."""
    speed = progress.speed
    low, high = (speed * end for end in progress.snapshot.usual or DOCUMENTED)
    while True:
        sway = random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - jitter is no secret
        yield pause_before_look(progress.elapsed * speed, low, high) * sway


async def watch(
    client: Callable[[], KlingClient],
    task_id: str,
    *,
    pause: Iterator[float],
    progress: Progress,
) -> AsyncIterator[Task]:
    """Yield what the provider says of a task, until the task is over.

    An unanswered question is asked again, for as long as it takes: looking is
    free, and the task was paid for.

    Args:
        client: Gives whom to ask now: the user may set another key meanwhile.
        task_id: The provider's id of the task.
        pause: Seconds to wait between looks.
        progress: Where it is told that nothing is heard.
    """
    patience, doubts = patience_with(client()), Doubts(progress)
    while True:
        seconds = next(pause)
        try:
            task = await client().get(task_id)
            doubts.check(task)
        except Rejected as error:
            logger.info("may not ask about %s: %s", task_id, error)
            seconds = max(seconds, REFUSED_SECONDS)
            hold_refused(error, progress)
        except ProviderError as error:
            logger.info("no answer about %s: %s", task_id, error)
            patience.unanswered(error)
            seconds = max(seconds, asked_to_wait(error))
            hold_unanswered(error, progress, seconds)
        else:
            patience.answered()
            progress.release()
            yield task
            if task.is_over:
                return
        await progress.pause(patience.at_least(seconds))
