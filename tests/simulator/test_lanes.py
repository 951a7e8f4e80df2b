"""Work in lanes: in order within one, and no lane waits for another."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from kling_widgets.simulator._lanes import Lanes

pytestmark = pytest.mark.anyio


async def test_lanes() -> None:
    """What stands still holds back its own lane alone, until all are closed."""
    done: list[str] = []
    lanes, over = Lanes(), asyncio.Event()

    async def note(what: str) -> None:
        done.append(what)
        if what == "b2":
            over.set()

    async def stand_still() -> None:
        await asyncio.Event().wait()

    lanes.put("a", partial(note, "a1"))
    lanes.put("a", stand_still)
    lanes.put("a", partial(note, "a3"))
    lanes.put("b", partial(note, "b1"))
    lanes.put("b", partial(note, "b2"))
    await asyncio.wait_for(over.wait(), 10)
    await lanes.aclose()

    assert done == ["a1", "b1", "b2"]
