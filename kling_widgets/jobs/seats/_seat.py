"""One job's seat in this kernel: what it takes to drive it, and whether it is driven."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...api import ImageToVideoRequest
    from .._job import Job
    from ..drive import Feed, Progress


@dataclass(slots=True, kw_only=True)
class Seat:
    """A job that this kernel holds on to."""

    job: Job
    feed: Feed
    progress: Progress
    is_taken: bool = False
    """Whether a task on the loop follows it."""

    @property
    def request(self) -> ImageToVideoRequest | None:
        """What to send; nothing where an earlier kernel made the job."""
        return self.job.request
