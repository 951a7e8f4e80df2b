"""What must hold before a job is written down, let alone sent."""

from __future__ import annotations

import os
import shutil
import tempfile
from typing import TYPE_CHECKING

from ..errors import NOTHING_SENT, ConfigError
from ._named_folder import kind_at
from .money import check_budget, current_budget

if TYPE_CHECKING:
    from pathlib import Path

    from ..api import ImageToVideoRequest
    from .gateway import Gateway
    from .journal import Clock, Journal

LITTLE_BYTES = 200_000_000


def check_before(
    request: ImageToVideoRequest,
    *,
    gateway: Gateway,
    journal: Journal,
    clock: Clock,
    folder: Path,
) -> str:
    """Return what is to be said before a job starts; mostly nothing.

    Raises:
        ConfigError: Its clip could not be saved in the folder.
        InputError: It would pass the budget.
    """
    try:
        check_folder(folder)
    except ConfigError as error:
        raise ConfigError(f"{error} {NOTHING_SENT}") from error
    limit = None if gateway.simulated else current_budget()
    if limit is not None:  # else no row need be read
        rows, now = journal.rows(), clock.wall()
        check_budget(limit, request, rows, price=gateway.price_of(request), now=now)
    free = shutil.disk_usage(folder).free
    if free >= LITTLE_BYTES:
        return ""
    return f"Only {free / 1e6:,.0f} MB are free in {str(folder)!r}."


def check_folder(folder: Path) -> None:
    """Make sure that a clip can be saved there: a paid one must have a place.

    Raises:
        ConfigError: naming the folder.
    """
    problem = problem_with(folder)
    if problem:
        raise ConfigError(
            f"output_dir: {problem}. Name another with configure(output_dir=...)."
        )


def problem_with(folder: Path) -> str:
    """Return why no clip could be saved there; mostly nothing."""
    try:
        folder.mkdir(exist_ok=True)
        _write_something(folder)
    except OSError as error:
        return _problem(folder, error)
    return ""


def _problem(folder: Path, error: OSError) -> str:
    if kind_at(folder.parent) != "folder":
        return f"no folder {str(folder.parent)!r}"
    if kind_at(folder) == "file":
        return f"{str(folder)!r} is a file, not a folder"
    return f"cannot write to {str(folder)!r} ({error.strerror})"


def _write_something(folder: Path) -> None:
    """Try it: rights say nothing of a full or read-only disk."""
    handle, name = tempfile.mkstemp(prefix=".kling-", dir=folder)
    try:
        os.write(handle, b"kling_widgets")
    finally:
        os.close(handle)
        os.unlink(name)  # noqa: PTH108 - a name, not a path, is what mkstemp gives
