"""What is looked at before a job is written down."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kling_widgets.errors import ConfigError
from kling_widgets.jobs import JobRunner
from tests.jobs._scripted import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs import Settings
    from kling_widgets.jobs._loop import LoopThread


def read_only(folder: Path) -> Path:
    """A folder that even root cannot write in."""
    if os.geteuid() == 0:
        return Path("/proc/sys")
    folder.mkdir()
    folder.chmod(0o500)
    return folder


def in_the_way(folder: Path) -> Path:
    folder.write_text("a file")
    return folder


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (read_only, "cannot write to"),
        (lambda folder: folder / "deep", "no folder"),
        (in_the_way, "is a file, not a folder"),
    ],
)
def test_a_folder_that_takes_no_clip_is_refused_first(
    make: Callable[[Path], Path],
    problem: str,
    somewhere: Settings,
    loop: LoopThread,
    request_: ImageToVideoRequest,
) -> None:
    """Nothing is sent, and nothing is written down."""
    folder = make(somewhere.home.parent / "out")
    runner = JobRunner(replace(somewhere, output_dir=folder), loop)
    with pytest.raises(ConfigError, match=f"output_dir: .*{problem}.*Nothing was sent"):
        runner.submit(request_)
    known = runner.jobs()
    loop.close(runner.aclose)

    assert known == ()


def test_a_disk_that_is_nearly_full_is_told(
    somewhere: Settings,
    loop: LoopThread,
    request_: ImageToVideoRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Below 200 MB the job says so, and starts."""
    usage = shutil.disk_usage(tmp_path)._replace(free=150_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    runner = JobRunner(replace(somewhere, simulator_speed=1250.0), loop)
    seen: list[str] = []
    job = runner.submit(request_)
    first = job.snapshot.note
    job.subscribe(lambda snapshot: seen.append(snapshot.note))
    job.wait(PATIENCE)
    loop.close(runner.aclose)

    assert any("Only 150 MB are free" in note for note in [first, *seen])
