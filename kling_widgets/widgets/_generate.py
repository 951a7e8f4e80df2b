"""Clips from code: the same card and the same cell output, without the panel."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from ..jobs import runner
from ._asked import request_of
from .cards import made_before, show_jobs

if TYPE_CHECKING:
    from ..jobs import Job

logger = logging.getLogger("kling_widgets")


def generate(
    image: Any, prompt: str | None = None, *, again: bool = False, **fields: Any
) -> Job:
    """Start a clip and return at once; in a notebook its card appears.

    The same request while it runs, or within ten minutes after, gives the same job:
    a cell that is run twice does not cost twice.

    Args:
        image: The picture: a path, bytes, PIL image, numpy array, matplotlib
            figure, `data:` text or https URL.
        prompt: What happens in the clip.
        again: Make another clip of the same request in any case.
        **fields: Any other parameter of `ImageToVideoRequest`, by the API's name.

    Raises:
        InputError: Something cannot be sent. Nothing was sent, nothing charged.
    """
    request = request_of(image, prompt, **fields)
    job = runner().submit(request, again=again)
    for sentence in request.warnings:
        logger.warning("%s", sentence)
    before = not again and job.clip is not None
    if show_jobs((job,), before=before):
        return job
    if before:
        logger.info("job %s: %s", job.id, made_before(job.snapshot))
    else:
        logger.info("job %s: started; nobody looks on, so wait for it", job.id)
    return job
