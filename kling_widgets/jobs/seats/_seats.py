"""The jobs that this kernel holds on to: each on one seat, for as long as it runs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...errors import InputError
from .._before import problem_with
from .._job import Job
from ..drive import Decision, Feed, Progress, check_decision, take_along
from ..journal import JobState, remembered
from ._carry import carry, end_as
from ._seat import Seat

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ...api import ImageToVideoRequest
    from .._loop import LoopThread
    from ..gateway import Gateways
    from ..journal import Clock, JobRow, JobSnapshot, Journal

NEVER_SENT = (
    "Never sent, so not charged. Its picture is not kept: ask for the same again and "
    "it is sent, or leave it."
)


class Seats:
    """Hands out one live `Job` for each row, and keeps it followed."""

    def __init__(
        self,
        home: Path,
        *,
        loop: LoopThread,
        clock: Clock,
        gateways: Gateways,
        journal: Callable[[], Journal],
        seats: dict[str, Seat],
    ) -> None:
        self._home = home
        self._loop = loop
        self._clock = clock
        self._gateways = gateways
        self._journal = journal
        self._seats = seats

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._seats

    def snapshot(self, job_id: str) -> JobSnapshot | None:
        """Return a job as it was last seen, if it is followed here."""
        seat = self._seats.get(job_id)
        return seat.feed.snapshot if seat and seat.is_taken else None

    def wake(self) -> None:
        """Let every job look at once whether it can go on."""
        for seat in self._seats.values():
            seat.progress.wake()

    def open(self, snapshot: JobSnapshot, request: ImageToVideoRequest) -> Job:
        """Seat a new job and start it."""
        seat = self._sit(snapshot, request)
        self._start(seat)
        return seat.job

    def take_up(self, row: JobRow, request: ImageToVideoRequest | None = None) -> Job:
        """Return the live job of a row, and see that somebody follows it."""
        seat = self._seats.get(row.id) or self._again(row)
        seat.job.request = seat.request or request
        if row.state.is_final:
            if not seat.feed.outcome.done():
                end_as(row, seat)
        elif row.state is not JobState.PREPARED or seat.request:
            self._start(seat)
        return seat.job

    def _again(self, row: JobRow) -> Seat:
        snapshot = remembered(row)
        if row.state is JobState.PREPARED:
            snapshot = replace(snapshot, note=NEVER_SENT)
        if not row.state.is_final:
            age = self._clock.wall() - snapshot.created_at
            snapshot = replace(snapshot, elapsed=max(age.total_seconds(), 0.0))
        return self._sit(snapshot, None)

    def _sit(self, snapshot: JobSnapshot, request: ImageToVideoRequest | None) -> Seat:
        feed = Feed(snapshot)
        job_id = snapshot.id
        job = Job(
            request,
            feed,
            stop=lambda: self._loop.post(lambda: self._stop(job_id)),
            decide=lambda *told: self._loop.call(self._decide, job_id, *told),
            look=lambda: self._loop.call(self._look, job_id),
            save_to=lambda folder: self._loop.call(self._save_to, job_id, folder),
        )
        progress = self._progress(feed, resumed=request is None)
        seat = Seat(job=job, feed=feed, progress=progress)
        self._seats[job_id] = seat
        return seat

    def _progress(self, feed: Feed, *, resumed: bool) -> Progress:
        return Progress(
            feed, journal=self._journal(), clock=self._clock, resumed=resumed
        )

    def _start(self, seat: Seat) -> None:
        """Have the job followed, unless it is."""
        if seat.is_taken:
            return
        if seat.feed.outcome.done():
            seat.feed.reopen()
            decision = seat.progress.decision
            seat.progress = self._progress(seat.feed, resumed=True)
            seat.progress.decision = decision
        seat.is_taken = True
        self._loop.start(self._run(seat), name=f"kling {seat.job.id}")

    async def _run(self, seat: Seat) -> None:
        try:
            await carry(
                seat,
                home=self._home,
                journal=self._journal(),
                gateways=self._gateways,
                clock=self._clock,
            )
        finally:
            seat.is_taken = False

    def _stop(self, job_id: str) -> None:
        # The seat's progress of that moment: each start gives it a new one.
        seat = self._seats[job_id]
        seat.progress.stop()
        if seat.feed.snapshot.state is JobState.PREPARED:
            self._start(seat)  # left by an earlier kernel: withdrawn by its driver

    def _look(self, job_id: str) -> None:
        row, seat = self._journal().row(job_id), self._seats[job_id]
        if row.state.is_final:
            decision = Decision(look=True)
            check_decision(decision, row, None)
            seat.progress.decide(decision)
        elif row.state is JobState.PREPARED and seat.request is None:
            raise InputError(f"{job_id}: {NEVER_SENT}")
        seat.progress.wake()
        self._start(seat)

    def _save_to(self, job_id: str, folder: Path) -> None:
        row = self._journal().row(job_id)
        if row.state.is_final:
            raise InputError(
                f"{job_id} is {row.state.value}: no clip is on its way to a folder."
            )
        folder = folder.expanduser().absolute()
        problem = problem_with(folder)
        if problem:
            raise InputError(f"folder: {problem}. Name another.", field="folder")
        take_along(row, folder)
        self._journal().note(job_id, "folder", str(folder), folder=str(folder))
        self._seats[job_id].progress.wake()

    def _decide(
        self, job_id: str, decision: Decision, request: ImageToVideoRequest | None
    ) -> None:
        row, seat = self._journal().row(job_id), self._seats[job_id]
        _check_driver(seat)
        check_decision(decision, row, request or seat.request)
        if request is not None:
            seat.job.request = replace(request, external_task_id=job_id)
        seat.progress.decide(decision)
        self._start(seat)


def _check_driver(seat: Seat) -> None:
    driver = seat.feed.snapshot.driver
    if driver is not None:
        name = f" (process {driver})" if driver else ""
        raise InputError(
            f"Another kernel{name} drives {seat.job.id}: decide there, or end it first."
        )
