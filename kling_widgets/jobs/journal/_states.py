"""What a job can be, what may follow what, and what it may wait for."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class JobState(StrEnum):
    """Where a job stands. The values are what the journal holds."""

    PREPARED = "prepared"
    """A durable wish. Nothing was sent, nothing is charged."""
    SUBMITTING = "submitting"
    """A durable intent. Bytes may be on the wire; it may be charged."""
    UNKNOWN = "unknown"
    """The outcome of the submit is not known; it may be charged."""
    SUBMITTED = "submitted"
    """Kling has the task and has not begun."""
    PROCESSING = "processing"
    """Kling is making the clip."""
    SUCCEED = "succeed"
    """The clip exists at the provider and is not yet safe here."""
    SAVED = "saved"
    """The clip is verified on disk."""
    FAILED = "failed"
    """Kling could not finish the task."""
    REJECTED = "rejected"
    """Refused before a task existed. Not charged."""
    LOST_RESULT = "lost_result"
    """Paid for, and no longer to be had at the provider."""
    CANCELLED = "cancelled"
    """Withdrawn by the user before anything was sent."""
    ABANDONED = "abandoned"
    """Given up by the user while the outcome was unknown; it may be charged."""

    @property
    def is_final(self) -> bool:
        """Whether nothing more happens of itself."""
        return self in _FINAL


class Held(StrEnum):
    """Why a job waits. It never fails for these."""

    AUTH = "auth"
    """The key was refused, or there is none."""
    BALANCE = "balance"
    """The account cannot pay."""
    RATE = "rate"
    """The provider has no place, or asked to wait."""
    OFFLINE = "offline"
    """There is no connection."""
    DISK = "disk"
    """There is no room for the clip."""
    READONLY = "readonly"
    """The clip's folder cannot be written."""


_FINAL = frozenset(
    {
        JobState.SAVED,
        JobState.FAILED,
        JobState.REJECTED,
        JobState.LOST_RESULT,
        JobState.CANCELLED,
        JobState.ABANDONED,
    }
)

MOVES: Mapping[JobState, frozenset[JobState]] = MappingProxyType(
    {
        JobState.PREPARED: frozenset({JobState.SUBMITTING, JobState.CANCELLED}),
        JobState.SUBMITTING: frozenset(
            {
                JobState.PREPARED,  # provably nothing was sent, or nothing created
                JobState.SUBMITTED,
                JobState.REJECTED,
                JobState.UNKNOWN,
            }
        ),
        JobState.UNKNOWN: frozenset(
            {JobState.SUBMITTED, JobState.SUBMITTING, JobState.ABANDONED}
        ),
        JobState.SUBMITTED: frozenset(
            {JobState.PROCESSING, JobState.SUCCEED, JobState.FAILED}
        ),
        JobState.PROCESSING: frozenset({JobState.SUCCEED, JobState.FAILED}),
        JobState.SUCCEED: frozenset({JobState.SAVED, JobState.LOST_RESULT}),
        JobState.LOST_RESULT: frozenset({JobState.SUCCEED}),
        JobState.ABANDONED: frozenset({JobState.UNKNOWN}),
        JobState.SAVED: frozenset(),
        JobState.FAILED: frozenset(),
        JobState.REJECTED: frozenset(),
        JobState.CANCELLED: frozenset(),
    }
)
