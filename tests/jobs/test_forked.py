"""A process that is forked while jobs run, as a data loader's workers are."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kling_widgets.errors import KlingError
from kling_widgets.jobs import _default, configure, runner
from kling_widgets.jobs.seats._lock import ownership
from tests.jobs._kernels import Kernel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs import Settings

PATIENCE = 60
ENDS_EARLY = """
import asyncio
from kling_widgets.jobs import _default

async def work():
    while True:
        try:
            await asyncio.to_thread(int)
        except RuntimeError as error:
            print(error)

_default.runner()
_default._loop.start(work(), name="work")
"""


def said(ask: Callable[[], object]) -> str:
    try:
        return str(ask())
    except KlingError as error:
        return f"{type(error).__name__}: {error}"


@pytest.fixture
def slow(somewhere: Settings) -> Iterator[None]:
    configure(simulator_speed=1)
    yield
    _default.close()
    configure(simulator_speed=None)


def test_a_fork_waits_for_nothing_that_cannot_come(
    slow: None, request_: ImageToVideoRequest
) -> None:
    """What its parent follows says so there; what it asks for itself, it gets."""
    job = runner().submit(request_)

    def ask() -> str:
        other = runner().job(job.id)
        asked = (
            lambda: job.wait(PATIENCE),
            job.look_now,
            job.stop_watching,
            lambda: [shot.id for shot in runner().jobs()] == [job.id],
            lambda: other.wait(0),
        )
        return "\n".join(map(said, asked))

    waited, looked, stopped, listed, again = Kernel(ask).end().text.split("\n")

    assert waited.startswith(f"KlingError: {job.id} is followed by the process")
    assert looked == stopped
    assert looked.startswith("ConfigError: This belongs to the process")
    assert listed == "True"
    assert again.startswith(f"WaitTimeout: {job.id} is still")
    assert job.snapshot.watching


def test_a_fork_keeps_no_lock(tmp_path: Path) -> None:
    """Its parent may die, and the job is for others to drive while it still lives."""
    hold, release = os.pipe()
    alive, live = os.pipe()

    def work() -> str:
        os.write(live, b"x")
        return os.read(hold, 1).decode()

    with ownership(tmp_path, "kw-1") as is_mine:
        assert is_mine
        worker = Kernel(work)
    os.read(alive, 1)
    with ownership(tmp_path, "kw-1") as is_mine_again:
        pass
    os.write(release, b"x")
    worker.end()
    for end in (hold, release, alive, live):
        os.close(end)

    assert is_mine_again


def test_a_script_that_ends_early_ends_quietly(tmp_path: Path) -> None:
    """A job on its way does not break over threads that Python has ended."""
    ended = subprocess.run(
        [sys.executable, "-c", ENDS_EARLY],
        env={**os.environ, "KLING_WIDGETS_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )

    assert (ended.stdout, ended.stderr) == ("", "")
