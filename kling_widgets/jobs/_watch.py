"""Asking how a task is doing, with manners."""

from __future__ import annotations

import logging
import random
from typing import TYPE_CHECKING

from ..errors import NotSent, ProviderError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from ..api import KlingClient, Task
    from ._progress import Progress

logger = logging.getLogger("kling_widgets")

FIRST_SECONDS = 5.0
LONGEST_SECONDS = 20.0
GROWTH = 1.3
JITTER = 0.2
LONGEST_RETRY_AFTER = 120.0


def pauses() -> Iterator[float]:
    """Yield the seconds to wait between looks: 5 growing to 20, give or take 20 %."""
    seconds = FIRST_SECONDS
    while True:
        yield seconds * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - jitter is no secret
        seconds = min(seconds * GROWTH, LONGEST_SECONDS)


async def watch(
    client: KlingClient, task_id: str, *, pause: Iterator[float], progress: Progress
) -> AsyncIterator[Task]:
    """Yield what the provider says of a task, until the task is over.

    An unanswered question is asked again, for as long as it takes: looking is
    free, and the task was paid for.
    """
    while True:
        seconds = next(pause)
        try:
            task = await client.get(task_id)
        except (ProviderError, NotSent) as error:
            logger.info("no answer about %s: %s", task_id, error)
            progress.show(note=f"{error} The task is safe; asking again.")
            seconds = max(seconds, _asked_to_wait(error))
        else:
            yield task
            if task.is_over:
                return
        await progress.pause(seconds)


def _asked_to_wait(error: ProviderError | NotSent) -> float:
    seconds = getattr(error, "retry_after", None) or 0.0
    return min(seconds, LONGEST_RETRY_AFTER)
