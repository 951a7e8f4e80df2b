"""How fast the simulator may live."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from kling_widgets.simulator import Simulator
from kling_widgets.simulator._provider import SLOWEST
from tests.simulator._caller import connect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.simulator._caller import Clock

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("speed", [0, -1, 1e-300, math.nan])
def test_speed_is_positive(tmp_path: Path, speed: float) -> None:
    """A clock that does not run, or whose end is no date, is refused."""
    with pytest.raises(ValueError, match="above 0"):
        Simulator(tmp_path, speed=speed)


async def test_the_slowest_clock(tmp_path: Path, clock: Clock) -> None:
    """At the slowest speed the longest clip can still be made, and asked for."""
    caller = connect(Simulator(tmp_path, speed=SLOWEST, clock=clock), clock)
    async with caller.http:
        longest = {"model_name": "kling-v3", "mode": "4k", "duration": "15"}
        task_id = await caller.created(**longest)
        caller.pass_seconds(1e9)

        assert (await caller.state(task_id))["task_status"] == "succeed"
        assert (await caller.http.get("/")).status_code == 200
