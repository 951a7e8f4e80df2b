"""Turn one picture into a moving clip, in a notebook cell.

    import kling_widgets as kling

    kling.Studio()                                    # the panel
    job = kling.generate("cat.png", "the cat yawns")  # starts at once
    clip = await job                                  # or job.wait()

With no key everything runs on a built-in simulator of the API, for free.
"""

from __future__ import annotations

from ._version import __version__
from .api import DynamicMask, ImageToVideoRequest, KlingClient, Point, Task, models
from .clips import Clip
from .errors import KlingError
from .images import prepare
from .jobs import Job, JobSnapshot, configure, runner as _runner, save
from .widgets import Brush, MovingArea, Studio, generate, preview

__all__ = [
    "Brush",
    "Clip",
    "DynamicMask",
    "ImageToVideoRequest",
    "Job",
    "JobSnapshot",
    "KlingClient",
    "KlingError",
    "MovingArea",
    "Point",
    "Studio",
    "Task",
    "__version__",
    "configure",
    "generate",
    "jobs",
    "models",
    "prepare",
    "preview",
    "save",
]


# The package `kling_widgets.jobs` stays importable under its full name; what a
# user gets from `kling.jobs` is this function.
def jobs() -> tuple[JobSnapshot, ...]:
    """Return every job that was ever started here, newest first."""
    return _runner().jobs()
