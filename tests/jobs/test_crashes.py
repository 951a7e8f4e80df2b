"""Kernels killed at every point of a job's way, against a simulator on a port.

After each run the invariants hold: see `tests.jobs._invariants`.
"""

from __future__ import annotations

import os
import random
from itertools import product
from typing import TYPE_CHECKING

import pytest

from tests.jobs._crasher import LATER_POINTS, POINTS
from tests.jobs._matrix import GATEWAYS, died_as_wanted, seen

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = {point: [f"{point}+{later}" for later in LATER_POINTS] for point in POINTS}
ALL_PAIRS = [pair for pairs in PAIRS.values() for pair in pairs]
FEW_PAIRS = 6

SEED = os.environ.get("TEST_SEED", "0")
"""What chance begins with; each nightly run takes a new one, and prints it."""
FEW_KILLS, MANY_KILLS, KILLS_AT_ONCE = 7, 300, 30
STOPS = 22


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


def check_pairs(folder: Path, gateway: str, pairs: list[str]) -> None:
    runs = seen("pairs", gateway, folder, pairs)

    assert {run["what"]: run["states"] for run in runs.runs} == {
        run["what"]: 2 * [runs.expected(run)] for run in runs.runs
    }


@pytest.mark.parametrize("gateway", GATEWAYS)
def test_nor_does_a_kill_while_a_kernel_picks_up(tmp_path: Path, gateway: str) -> None:
    """A few of all pairs of points, the same ones each time."""
    check_pairs(tmp_path, gateway, random.Random(gateway).sample(ALL_PAIRS, FEW_PAIRS))


@pytest.mark.nightly
@pytest.mark.parametrize(("gateway", "point"), [*product(GATEWAYS, POINTS)])
def test_nor_does_any_pair(tmp_path: Path, gateway: str, point: str) -> None:
    """Every point, and then every point of a recovery."""
    check_pairs(tmp_path, gateway, PAIRS[point])


def check_kills(
    folder: Path, gateway: str, seeds: list[str], kind: str = "kills"
) -> None:
    runs = seen(kind, gateway, folder, seeds)

    for run in runs.runs:
        first, second = run["states"]
        assert first in runs.allowed(run), run
        assert first == second, run


@pytest.mark.parametrize("gateway", GATEWAYS)
def test_nor_does_a_kill_at_any_time(tmp_path: Path, gateway: str) -> None:
    """Two kernels killed by chance; two pick up at once, and two more later."""
    check_kills(tmp_path, gateway, seeds_from(0, FEW_KILLS))


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("gateway", "first"),
    [*product(GATEWAYS, range(FEW_KILLS, FEW_KILLS + MANY_KILLS, KILLS_AT_ONCE))],
)
def test_nor_do_hundreds(tmp_path: Path, gateway: str, first: int) -> None:
    """The same, three hundred times for each gateway."""
    check_kills(tmp_path, gateway, seeds_from(first, KILLS_AT_ONCE))


@pytest.mark.nightly
@pytest.mark.parametrize("gateway", GATEWAYS)
def test_nor_does_a_kernel_that_stands_still(tmp_path: Path, gateway: str) -> None:
    """A frozen one keeps its job; another does not take it, and it goes on later."""
    check_kills(tmp_path, gateway, seeds_from(0, STOPS), "stops")


def seeds_from(first: int, count: int) -> list[str]:
    return [f"{SEED} {number}" for number in range(first, first + count)]
