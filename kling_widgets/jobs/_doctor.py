"""Everything that may be wrong around the jobs, looked at in one go."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from .._version import __version__
from ..errors import KlingError
from ._before import LITTLE_BYTES, check_folder
from ._default import loop_state
from ._diagnosis import Diagnosis, Health, Line
from ._journal_health import journal_health
from ._named_folder import kind_at
from ._settings import settings
from ._waiting import way_of_waiting
from .money import current_budget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ._settings import Settings

PACKAGES = (
    *("ipykernel", "IPython", "ipywidgets", "anywidget"),
    *("jupyterlab", "notebook", "httpx", "h11", "Pillow", "av"),
)
BUILT = 2026
"""No clock that is right shows an earlier year."""
VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE")


def doctor() -> Diagnosis:
    """Look at the key, the journal, the disk, the kernel and the clock.

    Nothing is sent. The report holds no secret: of a key it says only whether
    there is one and whether it is well formed.
    """
    return Diagnosis((*_versions(), *_of_settings(), *_process()))


def _versions() -> Iterator[Line]:
    yield Line("kling_widgets", f"{__version__}, Python {platform.python_version()}")
    yield Line("machine", f"{platform.system()} {platform.machine()}")
    found = ((name, _version(name)) for name in PACKAGES)
    yield Line("packages", ", ".join(f"{name} {number}" for name, number in found))
    kernel = sys.modules.get("ipykernel")
    yield Line("kernel", f"ipykernel {kernel.__version__}" if kernel else "no notebook")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _of_settings() -> Iterator[Line]:
    try:
        now = settings()
    except KlingError as error:
        yield Line("settings", str(error), Health.BAD)
        return
    yield from _key(now)
    yield from journal_health(now.home)
    yield from _disk(now)
    yield from _tried("budget", _money)


def _key(now: Settings) -> Iterator[Line]:
    at = "in this process" if now.simulated else f"at {now.base_url}"
    yield Line("provider", f"{now.provider} {at}")
    if now.api_key is not None:
        yield Line("key", "there is one, and it is well formed")
    elif now.simulated:
        yield Line("key", "none; the built-in simulator needs none and is free")
    else:
        yield Line("key", "none; kling.login() asks for one", Health.BAD)


def _disk(now: Settings) -> Iterator[Line]:
    yield from _tried("clips", lambda: _clips(now.folder))
    yield from _tried("free disk", lambda: _free(now.folder))


def _tried(name: str, look: Callable[[], Line]) -> Iterator[Line]:
    """Yield a line, or what is in its way: one trouble must not hide another."""
    try:
        yield look()
    except (KlingError, OSError) as error:
        yield Line(name, str(error), Health.BAD)


def _clips(folder: Path) -> Line:
    if not os.path.lexists(folder):
        return Line("clips", f"{str(folder)!r}, made when the first clip is")
    check_folder(folder)
    return Line("clips", f"{str(folder)!r} can be written to")


def _free(folder: Path) -> Line:
    place = next(
        each for each in (folder, *folder.parents) if kind_at(each) == "folder"
    )
    free = shutil.disk_usage(place).free
    health = Health.GOOD if free >= LITTLE_BYTES else Health.LOOK
    return Line("free disk", f"{free / 1e6:,.0f} MB", health)


def _money() -> Line:
    limit = current_budget()
    return Line(
        "budget", f"{limit}" if limit else "no limit; kling.budget(5.00) sets one"
    )


def _process() -> Iterator[Line]:
    state = loop_state()
    yield Line("loop", state, Health.BAD if state == "dead" else Health.GOOD)
    yield Line("waiting", way_of_waiting())
    named = [
        name for name in VARIABLES if name in os.environ or name.lower() in os.environ
    ]
    yield Line(
        "environment", f"set: {', '.join(named)}" if named else "no proxy is set"
    )
    zone = time.strftime("%z")
    right = time.gmtime().tm_year >= BUILT
    text = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime())
    wrong = "" if right else "; it is wrong, and certificates will be refused"
    yield Line("clock", f"{text}, local time {zone}{wrong}", _health(good=right))


def _health(*, good: bool) -> Health:
    return Health.GOOD if good else Health.BAD
