"""What a panel needs of whatever runs its jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ...api import ImageToVideoRequest
    from ...jobs import Job


class Starts(Protocol):
    """Whatever starts jobs, as `kling_widgets.jobs.JobRunner` does."""

    def submit(self, request: ImageToVideoRequest, *, again: bool = False) -> Job:
        """Start a job and return at once; the one that exists, unless *again*."""
        ...

    def find(self, request: ImageToVideoRequest) -> Job | None:
        """Return the job that exists for this request, if there is one."""
        ...

    def unfinished(self) -> int:
        """Count the jobs of earlier kernels that are not over."""
        ...

    def resume(self) -> tuple[Job, ...]:
        """Pick those jobs up."""
        ...
