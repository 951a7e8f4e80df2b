"""Clips from code: the same card and the same cell output, without the panel."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from ..jobs import runner
from ._asked import request_of
from ._screen import Screen

if TYPE_CHECKING:
    from ..jobs import Job

logger = logging.getLogger("kling_widgets")


def generate(image: Any, prompt: str | None = None, **fields: Any) -> Job:
    """Start a clip and return at once; in a notebook its card appears.

    Args:
        image: The picture: a path, bytes, PIL image, numpy array, matplotlib
            figure, `data:` text or https URL.
        prompt: What happens in the clip.
        **fields: Any other parameter of `ImageToVideoRequest`, by the API's name.

    Raises:
        InputError: Something cannot be sent. Nothing was sent, nothing charged.
    """
    request = request_of(image, prompt, **fields)
    job = runner().submit(request)
    for sentence in request.warnings:
        logger.warning("%s", sentence)
    screen = Screen()
    if screen.show(screen.cards):
        screen.follow(job)
        screen.settle(job)
    else:
        screen.close()
        logger.info("job %s: started; nobody looks on, so wait for it", job.id)
    return job
