"""Gateways that kernels are killed before, and what is left of each run."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.jobs._crasher import KILLED, LOST, POINTS
from tests.jobs._invariants import Counts, check_home
from tests.jobs._work import KEY
from tests.simulator._served import served

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
GATEWAYS = {
    "finds at once": ("--set", "lookup=on"),
    "finds late": ("--set", "lookup=on", "--set", "lookup_delay=0.15"),
    "finds and lists nothing": (
        *("--set", "lookup=off", "--set", "list_route=off"),
        *("--set", "unique_external_ids=off", "--set", "echo=off"),
    ),
}
BLIND = "finds and lists nothing"
SECONDS = 3000.0
SHORT = (sys.executable, "-m", "tests.jobs._short_clip")
"""The simulator with clips that are drawn in a moment."""

UNSENT = POINTS[: POINTS.index("after_submitting")]
AMBIGUOUS = (
    *POINTS[len(UNSENT) : POINTS.index("after_submitted")],
    *POINTS[POINTS.index("after_saved") + 1 :],
)


@dataclass(frozen=True)
class Seen:
    """All runs against one gateway, and what that counted."""

    gateway: str
    runs: list[dict[str, Any]]
    counts: Counts

    def expected(self, run: dict[str, Any]) -> str:
        """Return the state of a run's only job after a restart."""
        point = run["what"].partition("+")[0]
        if point == "before_insert":
            return ""
        if point in UNSENT:
            return "prepared"
        is_made = all(self.counts.posts[job_id] for job_id in run["ids"])
        if point in AMBIGUOUS and (self.gateway == BLIND or not is_made):
            return "unknown"
        return "saved"

    def allowed(self, run: dict[str, Any]) -> set[str]:
        """Return the states that a run's only job may have, whenever it was killed."""
        if not any(self.counts.posts[job_id] for job_id in run["ids"]):
            return {"", "prepared", "unknown"}
        return {"saved", "unknown"} if self.gateway == BLIND else {"saved"}


def seen(kind: str, gateway: str, folder: Path, wanted: Sequence[str]) -> Seen:
    """Run all that is wanted, and check the invariants after each run."""
    options = ("--speed", "1000", *GATEWAYS[gateway])
    server = served(folder / "kling", *options, program=SHORT)
    with server as url:
        done = subprocess.run(
            [sys.executable, "-m", "tests.jobs._crasher", kind, url, folder, *wanted],
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    assert done.returncode == 0, done.stderr
    runs = [json.loads(line) for line in done.stdout.splitlines()]
    counts = Counts.of(folder / "kling")
    assert [run["what"] for run in runs] == list(wanted)
    for run in runs:
        check_run(run, counts)
    return Seen(gateway, runs, counts)


def check_run(run: dict[str, Any], counts: Counts) -> None:
    try:
        check_home(Path(run["home"]), set(run["ids"]), counts, secret=KEY)
        assert run["outcomes"][0] == run["outcomes"][1], "I8"
    except AssertionError as error:
        error.add_note(json.dumps(run, indent=1))
        raise


def died_as_wanted(run: dict[str, Any]) -> bool:
    """Whether the kernel was killed at the point, unless it was to live."""
    what, died = str(run["what"]), str(run["died"])
    return (died == KILLED) != what.startswith(LOST)
