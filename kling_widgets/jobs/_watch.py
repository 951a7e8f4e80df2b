"""Asking how a task is doing, with manners."""

from __future__ import annotations

import logging
import random
from typing import TYPE_CHECKING

from ..errors import NotSent, ProviderError
from ._estimate import DOCUMENTED
from ._looks import Looks
from ._patience import patience_with

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from ..api import KlingClient, Task
    from ._progress import Progress

logger = logging.getLogger("kling_widgets")

JITTER = 0.1
LONGEST_RETRY_AFTER = 120.0


def pauses(progress: Progress) -> Iterator[float]:
    """Yield the provider's seconds to wait between looks: see `Looks`."""
    speed = progress.speed
    low, high = progress.snapshot.usual or DOCUMENTED
    looks = Looks(low * speed, high * speed)
    while True:
        sway = random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - jitter is no secret
        yield looks.pause(progress.elapsed * speed) * sway


async def watch(
    client: KlingClient, task_id: str, *, pause: Iterator[float], progress: Progress
) -> AsyncIterator[Task]:
    """Yield what the provider says of a task, until the task is over.

    An unanswered question is asked again, for as long as it takes: looking is
    free, and the task was paid for.
    """
    patience = patience_with(client)
    while True:
        seconds = next(pause)
        try:
            task = await client.get(task_id)
        except (ProviderError, NotSent) as error:
            logger.info("no answer about %s: %s", task_id, error)
            progress.show(note=f"{error} The task is safe; asking again.")
            patience.unanswered(error)
            seconds = max(seconds, _asked_to_wait(error))
        else:
            patience.answered()
            yield task
            if task.is_over:
                return
        await progress.pause(patience.at_least(seconds))


def _asked_to_wait(error: ProviderError | NotSent) -> float:
    seconds = getattr(error, "retry_after", None) or 0.0
    return min(seconds, LONGEST_RETRY_AFTER)
