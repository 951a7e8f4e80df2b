"""Starting jobs, and knowing those that run."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..api import estimate
from ..clips import Clip
from ..errors import InputError
from ._before import check_before
from ._clock import SystemClock
from ._drive import drive
from ._estimate import usual_seconds
from ._feed import Feed
from ._gateway import Gateway, open_gateway
from ._job import Job
from ._journal import JobRow, Journal
from ._progress import Progress
from ._purse import Purse, purse
from ._snapshot import JobSnapshot
from ._states import JobState

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from ..api import ImageToVideoRequest
    from ._clock import Clock
    from ._loop import LoopThread
    from ._settings import Settings

PICTURES = ("image", "image_tail", "static_mask")


class JobRunner:
    """Starts jobs and follows them on the loop's thread."""

    def __init__(
        self,
        settings: Settings,
        loop: LoopThread,
        *,
        clock: Clock | None = None,
        connect: Callable[[Settings], Gateway] = open_gateway,
    ) -> None:
        self.settings = settings
        self._loop = loop
        self._clock = clock or SystemClock()
        self._connect = connect
        self._gateway: Gateway | None = None
        self._journal: Journal | None = None
        self._running: dict[str, Feed] = {}

    def submit(self, request: ImageToVideoRequest) -> Job:
        """Write the job into the journal, then send it. Returns at once.

        Raises:
            ConfigError: There is no key, or the base URL cannot be used.
            JournalError: The journal cannot be written. Nothing was sent.
        """
        return self._loop.call(self._submit, request)

    def jobs(self) -> tuple[JobSnapshot, ...]:
        """Return every job that was ever started here, newest first."""
        return self._loop.call(self._all)

    def purse(self) -> Purse:
        """Return what was spent and what is left."""
        return self._loop.call(lambda: purse(self._memory().rows(), self._clock.wall()))

    async def aclose(self) -> None:
        """Close the gateway and the journal. Called on the loop's thread."""
        if self._gateway is not None:
            await self._gateway.aclose()
        if self._journal is not None:
            self._journal.close()

    def _submit(self, request: ImageToVideoRequest) -> Job:
        gateway, journal = self._doors()
        job_id = request.external_task_id or f"kw-{uuid.uuid4().hex}"
        if journal.get(job_id):
            raise InputError(
                f"external_task_id: {job_id!r} was used before, and Kling takes each "
                "id once. Leave it out, or choose another.",
                field="external_task_id",
            )
        request = replace(request, external_task_id=job_id)
        folder = self.settings.output_dir.absolute()
        warning = check_before(
            request, gateway=gateway, journal=journal, clock=self._clock, folder=folder
        )
        snapshot = replace(self._first(job_id, request, gateway, journal), note=warning)
        journal.add(
            job_id,
            gateway=gateway.name,
            base_url=gateway.base_url,
            request=_without_pictures(request),
            request_sha256=_fingerprint(request),
            folder=str(folder),
            price=snapshot.price or None,
        )
        feed = Feed(snapshot)
        progress = Progress(
            feed, journal=journal, clock=self._clock, speed=gateway.speed
        )
        way = drive(request, gateway=gateway, progress=progress, folder=folder)
        self._loop.start(self._run(way, feed), name=f"kling {job_id}")
        return Job(request, feed, stop=lambda: self._loop.post(progress.stop))

    async def _run(self, way: Coroutine[Any, Any, None], feed: Feed) -> None:
        job_id = feed.snapshot.id
        self._running[job_id] = feed
        try:
            await way
        finally:
            del self._running[job_id]

    def _doors(self) -> tuple[Gateway, Journal]:
        """Open the gateway and the journal when they are first needed."""
        if self._gateway is None:
            self._gateway = self._connect(self.settings)
        return self._gateway, self._memory()

    def _memory(self) -> Journal:
        if self._journal is None:
            self._journal = Journal(self.settings.home, self._clock)
        return self._journal

    def _first(
        self,
        job_id: str,
        request: ImageToVideoRequest,
        gateway: Gateway,
        journal: Journal,
    ) -> JobSnapshot:
        past = journal.seconds_taken(
            gateway.name, request.model_name, request.mode, request.duration
        )
        return JobSnapshot(
            id=job_id,
            state=JobState.PREPARED,
            created_at=self._clock.wall(),
            model_name=request.model_name,
            mode=request.mode,
            duration=request.duration,
            prompt=request.prompt or "",
            simulated=gateway.simulated,
            price="" if gateway.simulated else _price(request, gateway),
            usual=usual_seconds(past, request.duration, gateway.speed),
        )

    def _all(self) -> tuple[JobSnapshot, ...]:
        return tuple(self._seen(row) for row in self._memory().rows())

    def _seen(self, row: JobRow) -> JobSnapshot:
        running = self._running.get(row.id)
        return running.snapshot if running else _remembered(row)


def _price(request: ImageToVideoRequest, gateway: Gateway) -> str:
    is_direct = gateway.client.provider.is_kling
    price = estimate(request, through_gateway=not is_direct)
    if price is None:
        return ""
    return f"about ${price.dollars} ({price.units} units, list of {price.as_of:%Y-%m})"


def _remembered(row: JobRow) -> JobSnapshot:
    """Return a job as the journal remembers it, followed by nobody here."""
    request = json.loads(row.request)
    return JobSnapshot(
        id=row.id,
        state=row.state,
        created_at=datetime.fromisoformat(row.created_at),
        model_name=request.get("model_name", ""),
        mode=request.get("mode"),
        duration=request.get("duration", ""),
        prompt=request.get("prompt", ""),
        simulated=row.gateway == "simulator",
        price=row.price or "",
        task_id=row.task_id,
        status_text=row.status_text or "",
        elapsed=row.seconds or 0.0,
        error=row.error or "",
        clip=Clip(Path(row.file)) if row.file and Path(row.file).exists() else None,
        watching=False,
    )


def _without_pictures(request: ImageToVideoRequest) -> str:
    """Return the request for the journal, with each picture as its SHA-256."""
    wire = request.to_json()
    for field in PICTURES:
        if field in wire:
            wire[field] = _digest(wire[field])
    for group in wire.get("dynamic_masks", ()):
        group["mask"] = _digest(group["mask"])
    return json.dumps(wire, ensure_ascii=False)


def _digest(picture: str) -> str:
    if picture.startswith(("https://", "http://")):
        return picture
    return f"sha256:{hashlib.sha256(picture.encode()).hexdigest()}"


def _fingerprint(request: ImageToVideoRequest) -> str:
    """Return what is equal for two requests that ask for the same clip."""
    wire: dict[str, Any] = request.to_json()
    wire.pop("external_task_id", None)
    text = json.dumps(wire, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
