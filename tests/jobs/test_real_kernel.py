"""Jobs in real kernels: killed, restarted, interrupted, blocked, and two at once.

After each the invariants hold: see `tests.jobs._invariants`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.jobs._invariants import Counts, Left, check_home
from tests.jobs._real_kernel import CellError, Kling, real_kernel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.jobs._real_kernel import RealKernel

GENERATE = """
picture = np.full((320, 320, 3), 90, "uint8")
job = kling.generate(picture, "wait", mode="pro", duration="10")
sent = threading.Event()
job.subscribe(lambda shot: shot.task_id and sent.set())
print(sent.wait(60))
"""
PROCESSING = """
at_work = threading.Event()
job.subscribe(lambda shot: shot.state == "processing" and at_work.set())
at_work.wait(60)
print(job.status)
"""
PICK_UP = "(job,) = kling.resume()"
WAIT = "print(job.wait(60).path.suffix, job.status)"
ARRIVED = ".mp4 saved\n"


@pytest.fixture
def first(tmp_path: Path) -> Iterator[RealKernel]:
    with real_kernel(tmp_path, "first") as kernel:
        yield kernel


@pytest.fixture
def second(tmp_path: Path) -> Iterator[RealKernel]:
    with real_kernel(tmp_path, "second") as kernel:
        yield kernel


@pytest.fixture
def kling(tmp_path: Path) -> Kling:
    return Kling(tmp_path / "kling" / "simulator")


@pytest.fixture
def at_work(first: RealKernel, kling: Kling) -> RealKernel:
    """The first kernel, with a job that Kling works on."""
    assert first.run(GENERATE) == "True\n"
    kling.work_on_it()
    assert first.run(PROCESSING) == "processing\n"
    return first


def check_paid_once(folder: Path, *kernels: RealKernel) -> None:
    """One job, one request, one charge, and its clip saved."""
    for kernel in kernels:
        kernel.close()
    home = folder / "kling"
    left, counts = Left.of(home), Counts.of(home / "simulator")
    assert [job["state"] for job in left.jobs.values()] == ["saved"]
    assert list(counts.posts.values()) == list(counts.charges.values()) == [1]
    check_home(home, set(left.jobs), counts, secret="sk-")


def test_a_killed_kernels_clip_arrives_in_the_next(
    at_work: RealKernel, second: RealKernel, kling: Kling, tmp_path: Path
) -> None:
    """Killed while Kling works on it; the ledger shows one charge."""
    at_work.kill()
    kling.finish_it()

    assert second.run(PICK_UP + "\n" + WAIT) == ARRIVED
    check_paid_once(tmp_path, at_work, second)


def test_so_does_a_restarted_ones(
    at_work: RealKernel, kling: Kling, tmp_path: Path
) -> None:
    """The restart button leaves the job as it was."""
    at_work.restart()
    kling.finish_it()

    assert at_work.run(PICK_UP + "\n" + WAIT) == ARRIVED
    check_paid_once(tmp_path, at_work)


LOOK_ON = """
(job,) = kling.resume()
seen = threading.Event()
job.subscribe(lambda shot: shot.driver and seen.set())
seen.wait(60)
print(job.snapshot.driver, job.status)
"""


def test_of_two_kernels_one_drives_and_the_other_sees_it_live(
    at_work: RealKernel, second: RealKernel, kling: Kling, tmp_path: Path
) -> None:
    """The clip is shown in both, and every step was the first one's."""
    first_pid = at_work.pid

    assert second.run(LOOK_ON) == f"{first_pid} processing\n"
    kling.finish_it()
    assert [kernel.run(WAIT) for kernel in (second, at_work)] == [ARRIVED] * 2
    check_paid_once(tmp_path, at_work, second)
    assert Left.of(tmp_path / "kling").pids == {first_pid}


def test_who_looks_on_takes_over_when_the_driver_is_killed(
    at_work: RealKernel, second: RealKernel, kling: Kling, tmp_path: Path
) -> None:
    """The system frees the dead one's lock; no clock has to run out."""
    second.run(LOOK_ON)
    at_work.kill()
    kling.finish_it()

    assert second.run(WAIT) == ARRIVED
    check_paid_once(tmp_path, at_work, second)


def test_the_stop_button_ends_waiting_and_not_the_job(
    at_work: RealKernel, kling: Kling, tmp_path: Path
) -> None:
    """In a plain cell, in one that awaits, and between cells."""
    for cell in ("job.wait()", "await job"):
        asked = at_work.begin(f"print('waiting'); {cell}", until="waiting")
        at_work.interrupt()
        with pytest.raises(CellError, match=r"KeyboardInterrupt|CancelledError"):
            at_work.end(asked)
    at_work.interrupt()

    assert at_work.run("print(job.status)") == "processing\n"
    kling.finish_it()
    assert at_work.run(WAIT) == ARRIVED
    check_paid_once(tmp_path, at_work)


def test_a_cell_that_blocks_holds_nothing_up(
    first: RealKernel, kling: Kling, tmp_path: Path
) -> None:
    """The job is sent, watched and saved while the kernel's own loop stands still."""
    block = """
arrived = threading.Event()
job.subscribe(lambda shot: shot.clip and arrived.set())
print(arrived.wait(60), job.status)
"""
    asked = first.begin(GENERATE + block, until="True")
    kling.finish_it()

    assert first.end(asked).endswith("True saved\n")
    check_paid_once(tmp_path, first)


def test_a_closed_card_changes_nothing(
    at_work: RealKernel, kling: Kling, tmp_path: Path
) -> None:
    """Nor does a panel that is closed; the same cell, run again, shows the job."""
    at_work.run("kling.Studio(); import ipywidgets; ipywidgets.Widget.close_all()")
    kling.finish_it()

    assert at_work.run(WAIT) == ARRIVED
    assert at_work.run(GENERATE + WAIT).endswith(ARRIVED)
    check_paid_once(tmp_path, at_work)
