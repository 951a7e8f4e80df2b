"""`kling.jobs`: everything that was ever started here."""

from __future__ import annotations

from ._default import runner
from ._job_list import JobList


def jobs() -> JobList:
    """Return every job that was ever started here, newest first.

    In a cell they show as a table; `.to_frame()` gives a pandas data frame.
    """
    return JobList(runner().jobs())
