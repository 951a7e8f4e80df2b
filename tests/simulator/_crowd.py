"""One of several processes that use one home: makes tasks and prints the answers."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from kling_widgets.simulator import Simulator, Switches
from tests.simulator._caller import Clock, connect


async def crowd(home: Path, count: int) -> list[str]:
    simulator = Simulator(home, switches=Switches(concurrency=1000))
    caller = connect(simulator, Clock())
    async with caller.http:
        answers = [await caller.create() for _ in range(count)]
        answers.append(await caller.create(external_task_id="the one"))
    bodies = [answer.json() for answer in answers]
    return [
        str(body["data"]["task_id"] if "data" in body else body["code"])
        for body in bodies
    ]


if __name__ == "__main__":
    lines = asyncio.run(crowd(Path(sys.argv[1]), int(sys.argv[2])))
    sys.stdout.write("\n".join(lines))
