"""What holds after every run of every kind, whatever was killed: I1 to I12.

The numbers are those of the project's list of invariants.
"""

from __future__ import annotations

import contextlib
import fcntl
import sqlite3
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kling_widgets.clips import Recipe, check_mp4, from_clip, read_recipe, sha256_of
from kling_widgets.jobs import JobState
from kling_widgets.jobs.journal._states import MOVES
from kling_widgets.simulator import Simulator
from tests._leaks import files_with

if TYPE_CHECKING:
    from collections.abc import Iterator

UNCHARGED = {JobState.PREPARED, JobState.REJECTED, JobState.CANCELLED}
MOST_GROWTH_BYTES = 64 << 20


@dataclass(frozen=True)
class Counts:
    """What a provider saw and took, by our own ids."""

    posts: Counter[str | None]
    charges: Counter[str | None]

    @classmethod
    def of(cls, home: Path) -> Counts:
        """Read the ledger of the simulator that has its home there."""
        ledger = Simulator(home).ledger
        return cls(
            posts=Counter(post.external_task_id for post in ledger.posts),
            charges=Counter(charge.external_task_id for charge in ledger.charges),
        )


@dataclass(frozen=True)
class Left:
    """What a home holds when all its kernels have ended."""

    jobs: dict[str, dict[str, Any]]
    events: dict[str, list[tuple[int, str]]]
    pids: set[int]
    """The processes that wrote anything down."""

    @classmethod
    def of(cls, home: Path) -> Left:
        """Read the journal there."""
        with opened(home) as db:
            jobs = db.execute("SELECT * FROM job ORDER BY id").fetchall()
            found = db.execute("SELECT * FROM event ORDER BY job_id, n").fetchall()
        events: dict[str, list[tuple[int, str]]] = {row["id"]: [] for row in jobs}
        for event in found:
            events[event["job_id"]].append((event["n"], event["what"]))
        pids = {event["pid"] for event in found}
        return cls({row["id"]: dict(row) for row in jobs}, events, pids)


@contextlib.contextmanager
def opened(home: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(
        sqlite3.connect(home / "journal.sqlite3", timeout=0, isolation_level=None)
    ) as db:
        db.row_factory = sqlite3.Row
        yield db


def outcome(home: Path) -> list[Any]:
    """Return what a second recovery must not change (I8)."""
    jobs = Left.of(home).jobs.values()
    names = ("id", "state", "rev", "task_id", "file", "file_sha256")
    files = sorted((str(path), sha256_of(path)) for path in _files(home / "clips"))
    return [
        [[job[name] for name in names] for job in jobs],
        [[*file] for file in files],
    ]


def check_home(home: Path, ids: set[str], counts: Counts, *, secret: str) -> None:
    """Check one home, and what the provider saw of the jobs that were begun there."""
    left = Left.of(home)
    check_money(left, ids, counts)
    for job_id, job in left.jobs.items():
        check_way(job, left.events[job_id])
        if job["state"] == JobState.SAVED:
            check_saved(job)
    check_files(home, left)
    check_released(home)
    assert files_with(secret, home) == [], "I10"


def check_money(left: Left, ids: set[str], counts: Counts) -> None:
    """Nobody pays twice, and nothing that was paid for is lost."""
    for job_id in ids | set(left.jobs):
        assert counts.posts[job_id] <= 1, f"I1 {job_id}"
        assert counts.charges[job_id] <= 1, f"I1 {job_id}"
        if counts.charges[job_id]:
            assert job_id in left.jobs, f"I2 {job_id}"
            assert left.jobs[job_id]["state"] not in UNCHARGED, f"I2 {job_id}"


def check_way(job: dict[str, Any], events: list[tuple[int, str]]) -> None:
    """Every step was allowed, none is missing, and no doubt led to a second send."""
    states = [JobState(what) for _, what in events if what in set(JobState)]
    assert all(after in MOVES[before] for before, after in pairwise(states)), "I6"
    assert (JobState.UNKNOWN, JobState.SUBMITTING) not in set(pairwise(states)), "I9"
    assert [n for n, _ in events] == list(range(len(events))), "I7"
    assert job["rev"] == len(states) - 1, "I7"
    assert job["state"] == states[-1], "I7"


def check_saved(job: dict[str, Any]) -> None:
    """The clip is whole and the one that the journal means, with all it came from."""
    clip = Path(job["file"])
    check_mp4(clip)
    assert sha256_of(clip) == job["file_sha256"], "I3"
    recipe = read_recipe(clip)
    assert recipe is not None, "I3"
    assert (recipe.job_id, recipe.task_id) == (job["id"], job["task_id"]), "I3"
    assert from_clip(clip).problem == "", "I3"
    beside = clip.with_name(f"{clip.name}.json").read_text("utf-8")
    assert Recipe.from_text(beside) == recipe, "I3"


def check_files(home: Path, left: Left) -> None:
    """Under a clip's name there is one whole clip of one job, and no part of any."""
    files = _files(home / "clips")
    clips = {str(path) for path in files if path.suffix == ".mp4"}
    assert clips == {job["file"] for job in left.jobs.values() if job["file"]}, "I4"
    assert list((home / "clips").rglob(".*.part")) == [], "I4"


def check_released(home: Path) -> None:
    """No dead process holds on to anything."""
    with opened(home) as db:
        db.execute("BEGIN IMMEDIATE")  # I12
        db.execute("ROLLBACK")
        (integrity,) = db.execute("PRAGMA integrity_check").fetchone()
    assert integrity == "ok", "I5"
    for path in (home / "locks").glob("*.lock"):
        with path.open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # I12


def check_use(seconds: float, growth_bytes: int, *, patience: float) -> None:
    """No kernel waits without end or eats the memory (I11)."""
    assert growth_bytes < MOST_GROWTH_BYTES, "I11"
    assert seconds < patience + 1, "I11"


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
