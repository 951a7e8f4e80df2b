"""Driving a job where this process owns it, and reading along where another does."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ... import _crash
from ...errors import (
    ConfigError,
    DownloadError,
    JournalError,
    KlingError,
    Rejected,
    TaskFailed,
)
from ..drive import (
    REFUSED_SECONDS,
    Keepsake,
    Stopped,
    drive,
    end_watch,
    hold_without_key,
    usual_for,
)
from ..gateway import Can, Capabilities
from ..journal import JobState, remembered
from ._lock import owner, ownership

if TYPE_CHECKING:
    from ..gateway import Gateway, Gateways
    from ..journal import Clock, JobRow, Journal
    from ._seat import Seat

logger = logging.getLogger("kling_widgets")

LOOK_SECONDS = 2.0
"""How often the journal is read for a job that another kernel drives."""
ELSEWHERE = "Another kernel drives this job; it is shown here as it goes on."


async def carry(
    seat: Seat, *, home: Path, journal: Journal, gateways: Gateways, clock: Clock
) -> None:
    """See a job to its end, as its one driver or as one who looks on.

    Should the driver die meanwhile, its lock is free and this process takes over.
    """
    try:
        while not seat.feed.outcome.done():
            with ownership(home, seat.job.id) as is_mine:
                if is_mine:
                    await _own(seat, journal, gateways, clock)
                    return
            driver = owner(home, seat.job.id) or 0
            _read_along(seat, journal, note=ELSEWHERE, driver=driver)
            if not seat.feed.outcome.done():
                await seat.progress.pause(LOOK_SECONDS)
    except Stopped:
        end_watch(seat.progress)
    except KlingError as error:
        seat.progress.show(error=str(error), watching=False)
        seat.feed.fail(error)


async def _own(seat: Seat, journal: Journal, gateways: Gateways, clock: Clock) -> None:
    """Drive the job on from where the journal has it, now that nobody else can."""
    _crash.at("after_lock")
    note = seat.feed.snapshot.note
    _read_along(seat, journal, note="" if note == ELSEWHERE else note)
    if seat.feed.outcome.done():
        return
    row = journal.row(seat.job.id)
    gateway = await _gateway(row, seat, gateways, journal)
    capabilities = Capabilities(gateway, journal, clock)
    seat.progress.speed, seat.progress.key_fp = gateway.speed, row.key_fp
    known = seat.feed.snapshot
    seat.progress.show(
        usual=known.usual
        or usual_for(known, gateway=row.gateway, journal=journal, speed=gateway.speed),
        echoes=capabilities.knows(Can.ECHO),
    )
    await drive(
        seat.request,
        gateway=gateway,
        progress=seat.progress,
        capabilities=capabilities,
        keepsake=Keepsake(
            recipe=row.recipe,
            folder=lambda: _folder(row, journal),
            progress=seat.progress,
        ),
    )


def _folder(row: JobRow, journal: Journal) -> Path:
    """Return where the clip goes; as last known, where the journal cannot be asked."""
    try:
        row = journal.row(row.id)
    except JournalError as error:
        logger.warning("job %s: %s", row.id, error)
    return Path(row.folder)


async def _gateway(
    row: JobRow, seat: Seat, gateways: Gateways, journal: Journal
) -> Gateway:
    """Open the job's own gateway, as soon as there is a key for it."""
    while True:
        try:
            return gateways.of_row(row, journal.uuid)
        except ConfigError as error:
            hold_without_key(error, seat.progress)
        await seat.progress.pause(REFUSED_SECONDS)


def _read_along(
    seat: Seat, journal: Journal, *, note: str, driver: int | None = None
) -> None:
    """Show the job as the journal has it, and its end where it has ended."""
    row = journal.get(seat.job.id)
    if row is None:
        return
    is_over = row.state.is_final and not seat.progress.decision
    known, read = seat.feed.snapshot, remembered(row)
    usual = known.usual
    # How fast another kernel's simulator runs is not known.
    if usual is None and not read.simulated:
        usual = usual_for(read, gateway=row.gateway, journal=journal, speed=1.0)
    now = replace(
        read,
        usual=usual,
        elapsed=known.elapsed,
        note="" if is_over else note,
        watching=not is_over,
        driver=None if is_over else driver,
    )
    if now != known:
        seat.feed.publish(replace(now, elapsed=seat.progress.elapsed))
    if is_over:
        end_as(row, seat)


def end_as(row: JobRow, seat: Seat) -> None:
    """End a job here as it ended elsewhere."""
    clip = seat.feed.snapshot.clip
    if clip is not None:
        seat.feed.finish(clip)
    elif row.state is JobState.SAVED:
        seat.feed.fail(DownloadError(f"The clip is no longer at {row.file!r}."))
    else:
        kinds = {JobState.FAILED: TaskFailed, JobState.REJECTED: Rejected}
        kind = kinds.get(row.state, KlingError)
        seat.feed.fail(kind(row.error or f"{row.id} is {row.state.value}."))
