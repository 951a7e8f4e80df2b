"""Fixtures: a simulator with a clock that stands still, and somebody who asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kling_widgets.simulator import Simulator
from tests.simulator._caller import Caller, Clock, connect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def simulator(tmp_path: Path, clock: Clock) -> Simulator:
    return Simulator(tmp_path, speed=1, clock=clock)


@pytest.fixture
async def caller(simulator: Simulator, clock: Clock) -> AsyncIterator[Caller]:
    async with connect(simulator, clock).http as http:
        yield Caller(http, clock)
