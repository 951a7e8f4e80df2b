"""Kernels killed at every point of a job's way, against a simulator on a port.

After each run the invariants hold: see `tests.jobs._invariants`.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.jobs._crasher import LATER_POINTS, POINTS
from tests.jobs._matrix import GATEWAYS, died_as_wanted, seen

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = tuple(f"{first}+{later}" for first in POINTS for later in LATER_POINTS)
FEW = {gateway: random.Random(gateway).sample(PAIRS, 6) for gateway in GATEWAYS}


@pytest.mark.parametrize("gateway", GATEWAYS)
def test_a_kill_costs_nothing_twice_and_loses_nothing(
    tmp_path: Path, gateway: str
) -> None:
    """One request at most; what was charged is saved, or a row that says so."""
    runs = seen("points", gateway, tmp_path, POINTS)

    assert [run["what"] for run in runs.runs if not died_as_wanted(run)] == []
    assert {run["what"]: run["states"] for run in runs.runs} == {
        run["what"]: 2 * [runs.expected(run)] for run in runs.runs
    }


@pytest.mark.parametrize("gateway", GATEWAYS)
def test_nor_does_a_kill_while_a_kernel_picks_up(tmp_path: Path, gateway: str) -> None:
    """A few of all pairs of points; the nightly run has them all."""
    runs = seen("pairs", gateway, tmp_path, FEW[gateway])

    assert {run["what"]: run["states"] for run in runs.runs} == {
        run["what"]: 2 * [runs.expected(run)] for run in runs.runs
    }
