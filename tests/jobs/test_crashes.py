"""Kernels killed at every point of a job's way, against a simulator on a port."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kling_widgets import _crash
from kling_widgets.clips import Recipe, from_clip, read_recipe
from kling_widgets.simulator import Simulator
from tests.simulator._served import served

ROOT = Path(__file__).parents[2]
GATEWAYS = {
    "finds": ("--set", "lookup=on"),
    "finds and lists nothing": (
        *("--set", "lookup=off", "--set", "list_route=off"),
        *("--set", "unique_external_ids=off", "--set", "echo=off"),
    ),
}
UNSENT = _crash.POINTS[: _crash.POINTS.index("after_submitting")]
AMBIGUOUS = _crash.POINTS[len(UNSENT) : _crash.POINTS.index("after_submitted")]


@pytest.mark.parametrize("gateway", GATEWAYS)
def test_a_kill_costs_nothing_twice_and_loses_nothing(
    tmp_path: Path, gateway: str
) -> None:
    """One request at most; what was charged is saved, or a row that says so.

    And a second restart changes nothing that the first one made.
    """
    with served(tmp_path / "kling", "--speed", "1000", *GATEWAYS[gateway]) as url:
        ends = let_kernels_die(url, tmp_path)
    ledger = Simulator(tmp_path / "kling").ledger
    sent = Counter(post.external_task_id for post in ledger.posts)
    charged = Counter(charge.external_task_id for charge in ledger.charges)

    assert max(sent.values()) == 1
    assert charged == sent
    assert {point: (end["ended"], *end["states"]) for point, end in ends.items()} == {
        point: ("SIGKILL", *2 * [expected(point, end, sent, gateway)])
        for point, end in ends.items()
    }
    homes = [path for path in tmp_path.iterdir() if path.name.isdigit()]
    assert {home.name: what_lies_beside(home) for home in homes} == {
        home.name: WHOLE if "saved" in states_in(home) else {} for home in homes
    }


WHOLE = {".mp4": 1, ".json": 1, ".png": 1}
"""A clip, its recipe, and the picture that it came from; no second copy, no part."""


def what_lies_beside(home: Path) -> dict[str, int]:
    """Count the files in the folder of clips, where one of them is a clip."""
    files = [path for path in (home / "clips").rglob("*") if path.is_file()]
    counted = Counter(path.suffix for path in files)
    for clip in (path for path in files if path.suffix == ".mp4"):
        assert from_clip(clip).problem == ""
        assert read_recipe(clip) == beside(clip)
    return dict(counted) if counted[".mp4"] else {}


def beside(clip: Path) -> Recipe:
    return Recipe.from_text(clip.with_name(f"{clip.name}.json").read_text())


def states_in(home: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(home / "journal.sqlite3")) as db:
        return [state for (state,) in db.execute("SELECT state FROM job")]


def let_kernels_die(url: str, folder: Path) -> dict[str, dict[str, Any]]:
    """Return how each job ended, by the point at which its first kernel died."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.jobs._crasher", url, folder, *_crash.POINTS],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    ends = {end["point"]: end for end in map(json.loads, done.stdout.splitlines())}
    assert tuple(ends) == _crash.POINTS
    return ends


def expected(
    point: str, end: dict[str, Any], sent: Counter[str | None], gateway: str
) -> str:
    """Return the state of the only job after a restart."""
    if point == "before_insert":
        return ""
    if point in UNSENT:
        return "prepared"
    if point in AMBIGUOUS and not (sent[end["id"]] and gateway == "finds"):
        return "unknown"
    return "saved"
