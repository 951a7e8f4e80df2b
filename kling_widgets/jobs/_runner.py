"""Starting jobs, picking up those that were left, and knowing those that run."""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from .. import _crash
from ..clips import tidy_inputs
from ..errors import ConfigError, InputError
from ._before import check_before
from ._draft import draft
from ._shelf import Shelf
from .drive import usual_for
from .gateway import Gateway, Gateways, open_gateway
from .journal import (
    FILE_NAME,
    JobSnapshot,
    JobState,
    Journal,
    SystemClock,
    fingerprint,
    remembered,
    without_pictures,
)
from .money import Purse, purse
from .seats import Seats

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..api import ImageToVideoRequest, Price
    from ._job import Job
    from ._loop import LoopThread
    from ._settings import Settings
    from .journal import Clock, JobRow
    from .seats import Seat

SAME_FOR = timedelta(minutes=10)
"""How long after it was made a clip answers for the same request again."""


class JobRunner:
    """Starts jobs and follows them on the loop's thread."""

    def __init__(
        self,
        settings: Settings,
        loop: LoopThread,
        *,
        clock: Clock | None = None,
        connect: Callable[[Settings], Gateway] = open_gateway,
        seats: dict[str, Seat] | None = None,
    ) -> None:
        self.settings = settings
        self._loop = loop
        self._clock = clock or SystemClock()
        self._gateways = Gateways(settings, connect)
        self._opened: Journal | None = None
        self._seats = Seats(
            settings.home,
            loop=loop,
            clock=self._clock,
            gateways=self._gateways,
            journal=lambda: self._journal,
            seats={} if seats is None else seats,
        )

    def submit(self, request: ImageToVideoRequest, *, again: bool = False) -> Job:
        """Write the job into the journal, then send it. Returns at once.

        A request that is under way already, or whose clip was made a moment ago, is
        not sent a second time: its job is returned.

        Args:
            request: What to make.
            again: Make another one in any case.

        Raises:
            ConfigError: There is no key, or the base URL cannot be used.
            JournalError: The journal cannot be written. Nothing was sent.
        """
        return self._loop.call(self._submit, request, again=again)

    def find(self, request: ImageToVideoRequest) -> Job | None:
        """Return the job that `submit` would return in place of a new one."""
        return self._loop.call(self._find, request)

    def resume(self) -> tuple[Job, ...]:
        """Pick up every job that is not over, and return them, the oldest first.

        Each is driven by one kernel only; where that is another one, it is shown.
        Nothing is sent: a job that was never sent is returned as it is.
        """
        return self._loop.call(self._resume)

    def job(self, job_id: str) -> Job:
        """Return a job that was ever started here, live, and follow it if it goes on.

        Nothing is sent.

        Raises:
            InputError: There is none of that id.
        """
        return self._loop.call(self._job, job_id)

    def unfinished(self) -> int:
        """Count the jobs that are not over and that nobody follows here."""
        return self._loop.call(self._count)

    def jobs(self) -> tuple[JobSnapshot, ...]:
        """Return every job that was ever started here, newest first."""
        return self._loop.call(self._all)

    def purse(self) -> Purse:
        """Return what was spent and what is left."""
        return self._loop.call(lambda: purse(self._journal.rows(), self._clock.wall()))

    @property
    def shelf(self) -> Shelf:
        """All jobs, to be looked through a page at a time."""
        return Shelf(
            self._loop,
            journal=lambda: self._journal,
            seen=self._seen,
            path=self.settings.home / FILE_NAME,
        )

    def renew(self, settings: Settings) -> None:
        """Go on with the key that is set now; what waits for one wakes up."""
        self._loop.post(lambda: self._renew(settings))

    async def aclose(self) -> None:
        """Close the gateways and the journal. Called on the loop's thread."""
        await self._gateways.aclose()
        if self._opened is not None:
            self._opened.close()

    @property
    def _journal(self) -> Journal:
        """The journal, opened when it is first needed."""
        if self._opened is None:
            self._opened = Journal(self.settings.home, self._clock)
            self._tidy(self._opened)
        return self._opened

    def _tidy(self, journal: Journal) -> None:
        """Remove what kernels left that were killed while they kept a picture."""
        folders = {Path(row.folder) for row in journal.unfinished()}
        with suppress(ConfigError):
            folders.add(self.settings.folder)
        for folder in folders:
            tidy_inputs(folder)

    def _submit(self, request: ImageToVideoRequest, *, again: bool) -> Job:
        gateway = self._gateways.of_settings(self._journal.uuid)
        # Another kernel may be asked for the same, or for the rest of the budget, now.
        with self._journal.alone():
            row = None if again else self._same(request, gateway)
            if row is None:
                new = self._add(request, gateway)
        if row is not None:
            return self._take_up(row, request)
        _crash.at("after_prepared")
        return self._seats.open(*new)

    def _add(
        self, request: ImageToVideoRequest, gateway: Gateway
    ) -> tuple[JobSnapshot, ImageToVideoRequest]:
        """Write down a new job, if nothing speaks against it."""
        job_id = request.external_task_id or f"kw-{uuid.uuid4().hex}"
        if self._journal.get(job_id):
            raise InputError(
                f"external_task_id: {job_id!r} was used before, and Kling takes each "
                "id once. Leave it out, or choose another.",
                field="external_task_id",
            )
        request = replace(request, external_task_id=job_id)
        warning = check_before(
            request,
            gateway=gateway,
            journal=self._journal,
            clock=self._clock,
            folder=self.settings.folder,
        )
        snapshot = replace(self._first(job_id, request, gateway), note=warning)
        self._write_down(request, snapshot, gateway)
        return snapshot, request

    def _write_down(
        self, request: ImageToVideoRequest, snapshot: JobSnapshot, gateway: Gateway
    ) -> None:
        _crash.at("before_insert")
        self._journal.add(
            snapshot.id,
            gateway=gateway.name,
            base_url=gateway.base_url,
            key_fp=gateway.key_fp,
            model_name=request.model_name,
            request=without_pictures(request),
            request_sha256=fingerprint(request),
            folder=str(self.settings.folder),
            price=snapshot.price or None,
            recipe=draft(request, snapshot, gateway),
        )

    def _find(self, request: ImageToVideoRequest) -> Job | None:
        gateway = self._gateways.of_settings(self._journal.uuid)
        row = self._same(request, gateway)
        return self._take_up(row, request) if row else None

    def _same(self, request: ImageToVideoRequest, gateway: Gateway) -> JobRow | None:
        mine = request.external_task_id
        rows = self._journal.same_requests(fingerprint(request), gateway.base_url)
        asked = (row for row in rows if mine in {None, row.id})
        return next((row for row in asked if self._stands_for(row)), None)

    def _take_up(self, row: JobRow, request: ImageToVideoRequest) -> Job:
        return self._seats.take_up(row, replace(request, external_task_id=row.id))

    def _stands_for(self, row: JobRow) -> bool:
        """Whether a job is the answer to its own request, asked again now."""
        if row.state is not JobState.SAVED:
            return not row.state.is_final
        age = self._clock.wall() - datetime.fromisoformat(row.updated_at)
        return abs(age) < SAME_FOR and remembered(row).clip is not None

    def _resume(self) -> tuple[Job, ...]:
        return tuple(self._seats.take_up(row) for row in self._journal.unfinished())

    def _job(self, job_id: str) -> Job:
        row = self._journal.get(str(job_id))
        if row is None:
            raise InputError(
                f"{job_id!r} is no job of this journal. kling.jobs() lists them all, "
                "with their ids.",
                field="job_id",
            )
        return self._seats.take_up(row)

    def _renew(self, settings: Settings) -> None:
        if self._gateways.renew(settings, self._journal.uuid):
            self._seats.wake()

    def _first(
        self,
        job_id: str,
        request: ImageToVideoRequest,
        gateway: Gateway,
    ) -> JobSnapshot:
        return JobSnapshot(
            id=job_id,
            state=JobState.PREPARED,
            created_at=self._clock.wall(),
            model_name=request.model_name,
            mode=request.mode,
            duration=request.duration,
            prompt=request.prompt or "",
            simulated=gateway.simulated,
            price=_said(gateway.price_of(request)),
            usual=usual_for(
                request,
                gateway=gateway.name,
                journal=self._journal,
                speed=gateway.speed,
            ),
        )

    def _all(self) -> tuple[JobSnapshot, ...]:
        return tuple(self._seen(row) for row in self._journal.rows())

    def _seen(self, row: JobRow) -> JobSnapshot:
        return self._seats.snapshot(row.id) or remembered(row)

    def _count(self) -> int:
        rows = self._journal.unfinished()
        return sum(row.id not in self._seats for row in rows)


def _said(price: Price | None) -> str:
    if price is None:
        return ""
    return f"about ${price.dollars} ({price.units} units, list of {price.as_of:%Y-%m})"
