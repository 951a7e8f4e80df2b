"""Waiting for jobs while each of their steps is told, in this thread."""

from __future__ import annotations

import contextlib
import queue
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

from ..errors import KlingError, WaitTimeout
from ..jobs import Held

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


def follow_each(jobs: Sequence[Job], report: Steps) -> Iterator[Job]:
    """Wait for all *jobs* at once; yield each that there is no more waiting for.

    It has its clip, or its error, or is held for want of a key.
    """
    steps = _Steps(report)
    ends = [job.subscribe(steps.put) for job in jobs]
    waiting = list(jobs)
    try:
        while waiting:
            _wait_a_tick(waiting[0])
            at_rest = [job for job in waiting if _has_come_to_rest(job)]
            steps.tell()
            for job in at_rest:
                waiting.remove(job)
                yield job
            for job in waiting[:1]:
                report.tick(job.snapshot)
    finally:
        for end in ends:
            end()
        steps.tell()


def _has_come_to_rest(job: Job) -> bool:
    # For want of a key this process can do nothing: its key is what it is.
    return bool(job.clip or job.error or job.snapshot.held is Held.AUTH)


def _wait_a_tick(job: Job) -> None:
    """Return soon, and at once when *job* is over; how it ended is asked later."""
    with contextlib.suppress(KlingError):
        job.wait(TICK_SECONDS)


class _Steps:
    """What the jobs' thread has said and this one has not told yet."""

    def __init__(self, report: Steps) -> None:
        self._report = report
        self._queue: queue.SimpleQueue[JobSnapshot] = queue.SimpleQueue()
        self._last: dict[str, JobSnapshot] = {}
        self.put = self._queue.put

    def tell(self) -> None:
        """Report each change; that time has passed is none."""
        while not self._queue.empty():
            snapshot = self._queue.get()
            timeless = replace(snapshot, elapsed=0.0)
            if timeless != self._last.get(snapshot.id):
                self._last[snapshot.id] = timeless
                self._report.step(snapshot)
