"""The same clip once more, where the first one failed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...errors import InputError
from ...jobs import settings

if TYPE_CHECKING:
    from ...jobs import Job
    from ._starts import Starts


def make_another(job: Job, starts: Starts) -> Job:
    """Start a new job of what *job* asked for, under an id of its own.

    Raises:
        InputError: Its pictures are not at hand, or its card says another price.
        KlingError: It cannot be started. Nothing was sent.
    """
    if job.request is None:
        raise InputError(
            "Its pictures are not kept. Fill the panel, and press Generate."
        )
    if job.snapshot.simulated != settings().simulated:
        raise InputError(
            "The provider was changed since, and the price with it. Press Generate in "
            "the panel if you want it."
        )
    return starts.submit(replace(job.request, external_task_id=None), again=True)
