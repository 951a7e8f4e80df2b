"""Clips are drawn a few at a time, so that questions are answered meanwhile."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from kling_widgets.simulator import Switches
from kling_widgets.simulator._drawers import MOST_AT_ONCE
from kling_widgets.simulator._files import Files
from tests.simulator._caller import until

if TYPE_CHECKING:
    from kling_widgets.simulator import Simulator
    from kling_widgets.simulator._task import Task
    from tests.simulator._caller import Caller

pytestmark = pytest.mark.anyio

CROWD = 60
"""More than a server has threads for."""


async def test_a_class_fetches_its_clips(
    caller: Caller, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Questions are answered while more clips are asked for than can be drawn."""
    begun: list[str] = []
    may_go_on = threading.Event()

    def slowly(_files: Files, task: Task) -> bytes:
        begun.append(task.task_id)
        may_go_on.wait(60)
        return task.task_id.encode()

    monkeypatch.setattr(Files, "_rendered", slowly)
    simulator.switches = Switches(concurrency=CROWD)
    tasks = [await caller.created() for _ in range(CROWD)]
    caller.pass_seconds(200)
    links = [f"/files/{task_id}.mp4" for task_id in tasks]
    fetching = [asyncio.create_task(caller.http.get(link)) for link in links]
    try:
        await until(lambda: len(begun) >= MOST_AT_ONCE)
        async with asyncio.timeout(20):
            state = await caller.state(tasks[0])
        at_once = len(begun)
    finally:
        may_go_on.set()
        clips = await asyncio.gather(*fetching)

    assert (state["task_status"], at_once) == ("succeed", MOST_AT_ONCE)
    assert [clip.text for clip in clips] == tasks
