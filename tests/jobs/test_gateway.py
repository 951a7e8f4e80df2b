"""Where requests go, and what is said where they cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kling_widgets.errors import ConfigError
from kling_widgets.jobs import JobRunner

if TYPE_CHECKING:
    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs import Settings
    from kling_widgets.jobs._loop import LoopThread


def test_a_simulator_whose_tasks_cannot_be_read(
    somewhere: Settings, loop: LoopThread, request_: ImageToVideoRequest
) -> None:
    """The file is named before a job is made, and stays as it is."""
    file = somewhere.home / "simulator" / "simulator.sqlite3"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"no database " * 100)
    runner = JobRunner(somewhere, loop)
    with pytest.raises(ConfigError, match="Move that file away") as refused:
        runner.submit(request_)
    jobs = runner.jobs()
    loop.close(runner.aclose)

    assert f"{str(file)!r} (file is not a database)" in str(refused.value)
    assert jobs == ()
    assert file.read_bytes() == b"no database " * 100


def test_a_simulator_that_has_no_place(
    somewhere: Settings, loop: LoopThread, request_: ImageToVideoRequest
) -> None:
    """A disk that is full, or a file in its way, is a sentence too."""
    file = somewhere.home / "simulator"
    file.parent.mkdir(parents=True)
    file.touch()
    runner = JobRunner(somewhere, loop)
    with pytest.raises(ConfigError, match=r"no place for its tasks in .*File exists"):
        runner.submit(request_)
    loop.close(runner.aclose)
