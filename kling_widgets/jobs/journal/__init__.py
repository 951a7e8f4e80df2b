"""The journal: what was asked for and what became of it, on disk."""

from __future__ import annotations

from ._clock import Clock, SystemClock
from ._job_row import JobRow
from ._journal import FILE_NAME, Journal, StaleMoveError
from ._private import check_private
from ._record import fingerprint, remembered, reusable, without_pictures
from ._snapshot import JobSnapshot
from ._states import Held, JobState

__all__ = [
    "FILE_NAME",
    "Clock",
    "Held",
    "JobRow",
    "JobSnapshot",
    "JobState",
    "Journal",
    "StaleMoveError",
    "SystemClock",
    "check_private",
    "fingerprint",
    "remembered",
    "reusable",
    "without_pictures",
]
