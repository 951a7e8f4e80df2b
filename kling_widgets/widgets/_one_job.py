"""One job by its id, shown again and followed if it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..jobs import runner
from .cards import show_jobs

if TYPE_CHECKING:
    from ..jobs import Job


def job(job_id: str) -> Job:
    """Return any job that was ever started here, live; in a notebook its card appears.

    One whose clip was lost or that was given up can be looked for again, be given its
    task id with `attach`, or be sent again with `send_again`. Nothing is sent by this.

    Args:
        job_id: The job's own id, as `kling.jobs()` lists it.

    Raises:
        InputError: There is none of that id.
    """
    found = runner().job(job_id)
    show_jobs((found,))
    return found
