"""Time: the loop's thread, the journal, and the way of a job through both."""

from __future__ import annotations

from ._budget_door import budget
from ._default import runner
from ._diagnosis import Diagnosis
from ._doctor import doctor
from ._job import Job
from ._job_list import JobList, jobs
from ._job_query import JobQuery
from ._login import login
from ._runner import JobRunner
from ._save import save
from ._settings import Settings, configure, settings, when_configured
from ._shelf import Shelf, ShelfItem
from .journal import Held, JobSnapshot, JobState
from .money import Purse

__all__ = [
    "Diagnosis",
    "Held",
    "Job",
    "JobList",
    "JobQuery",
    "JobRunner",
    "JobSnapshot",
    "JobState",
    "Purse",
    "Settings",
    "Shelf",
    "ShelfItem",
    "budget",
    "configure",
    "doctor",
    "jobs",
    "login",
    "runner",
    "save",
    "settings",
    "when_configured",
]
