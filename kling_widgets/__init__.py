"""Turn one picture into a moving clip, in a notebook cell.

    import kling_widgets as kling

    kling.Studio()                                    # the panel
    job = kling.generate("cat.png", "the cat yawns")  # starts at once
    clip = await job                                  # or job.wait()

With no key everything runs on a built-in simulator of the API, for free.
"""

from __future__ import annotations

import importlib
import sys
import types
import typing

from ._version import __version__

if typing.TYPE_CHECKING:
    from .api import DynamicMask, ImageToVideoRequest, KlingClient, Point, Task, models
    from .clips import Clip, from_clip, join, slim
    from .commands import load_ipython_extension
    from .errors import KlingError
    from .images import prepare
    from .jobs import (
        Job,
        JobList,
        JobSnapshot,
        budget,
        configure,
        doctor,
        jobs,
        login,
        save,
    )
    from .widgets import (
        Brush,
        Gallery,
        MovingArea,
        Studio,
        generate,
        job,
        preview,
        resume,
    )

__all__ = [
    "Brush",
    "Clip",
    "DynamicMask",
    "Gallery",
    "ImageToVideoRequest",
    "Job",
    "JobList",
    "JobSnapshot",
    "KlingClient",
    "KlingError",
    "MovingArea",
    "Point",
    "Studio",
    "Task",
    "__version__",
    "budget",
    "configure",
    "doctor",
    "from_clip",
    "generate",
    "job",
    "jobs",
    "join",
    "load_ipython_extension",
    "login",
    "models",
    "prepare",
    "preview",
    "resume",
    "save",
    "slim",
]

_HOMES = {
    "api": (
        *("DynamicMask", "ImageToVideoRequest", "KlingClient"),
        *("Point", "Task", "models"),
    ),
    "clips": ("Clip", "from_clip", "join", "slim"),
    "commands": ("load_ipython_extension",),
    "errors": ("KlingError",),
    "images": ("prepare",),
    "jobs": (
        *("Job", "JobList", "JobSnapshot", "budget", "configure"),
        *("doctor", "jobs", "login", "save"),
    ),
    "widgets": (
        "Brush",
        "Gallery",
        "MovingArea",
        "Studio",
        "generate",
        "job",
        "preview",
        "resume",
    ),
}
"""Loaded when first asked for: a client alone needs no widgets."""


if not typing.TYPE_CHECKING:  # a type checker would take any name for granted

    def __getattr__(name: str) -> typing.Any:
        for home, names in _HOMES.items():
            if name in names:
                value = getattr(importlib.import_module(f".{home}", __name__), name)
                return globals().setdefault(name, value)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__


class _Package(types.ModuleType):
    """Keeps `kling.jobs` a function when Python loads the package of that name."""

    def __setattr__(self, name: str, value: object) -> None:
        if name != "jobs" or not isinstance(value, types.ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
