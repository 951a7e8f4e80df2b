"""Waiting for a job while each of its steps is told, in this thread."""

from __future__ import annotations

import queue
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

from ..errors import WaitTimeout

if TYPE_CHECKING:
    from ..clips import Clip
    from ..jobs import Job, JobSnapshot

TICK_SECONDS: Final = 0.25


class Steps(Protocol):
    """Whatever tells people, or programs, how far a job has come."""

    def step(self, snapshot: JobSnapshot) -> None:
        """Tell that the job has changed."""

    def tick(self, snapshot: JobSnapshot) -> None:
        """Tell that time has passed."""


def follow(job: Job, report: Steps) -> Clip:
    """Wait for *job* as long as it takes, and report on it.

    Raises:
        KlingError: It ended without a clip.
    """
    steps = _Steps(report)
    end = job.subscribe(steps.put)
    try:
        while True:
            try:
                return job.wait(TICK_SECONDS)
            except WaitTimeout:
                steps.tell()
                report.tick(job.snapshot)
    finally:
        end()
        steps.tell()


class _Steps:
    """What the jobs' thread has said and this one has not told yet."""

    def __init__(self, report: Steps) -> None:
        self._report = report
        self._queue: queue.SimpleQueue[JobSnapshot] = queue.SimpleQueue()
        self._last: JobSnapshot | None = None
        self.put = self._queue.put

    def tell(self) -> None:
        """Report each change; that time has passed is none."""
        while not self._queue.empty():
            snapshot = self._queue.get()
            timeless = replace(snapshot, elapsed=0.0)
            if timeless != self._last:
                self._last = timeless
                self._report.step(snapshot)
