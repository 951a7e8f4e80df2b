"""What the simulator's tests share: a clock, a picture, and somebody who asks."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from kling_widgets.simulator import DEMO_KEY, Simulator

if TYPE_CHECKING:
    from collections.abc import Callable

CREATE = "/kling/v1/videos/image2video"
OWN_CREATE = "/v1/videos/image2video"
IMAGE_URL = "https://example.com/cat.jpg"


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: float = 1_773_366_840.306

    def __call__(self) -> float:
        return self.now


@dataclass
class Caller:
    """Asks one simulator over HTTP, in this process."""

    http: httpx.AsyncClient
    clock: Clock

    async def create(self, path: str = CREATE, **fields: Any) -> httpx.Response:
        body = {"image": IMAGE_URL} | fields
        return await self.http.post(path, json=body)

    async def created(self, path: str = CREATE, **fields: Any) -> str:
        answer = await self.create(path, **fields)
        return str(answer.json()["data"]["task_id"])

    async def query(self, task_id: str, path: str = CREATE) -> httpx.Response:
        return await self.http.get(f"{path}/{task_id}")

    async def state(self, task_id: str, path: str = CREATE) -> dict[str, Any]:
        answer = await self.query(task_id, path)
        data: dict[str, Any] = answer.json()["data"]
        return data

    async def refusal(self, **fields: Any) -> tuple[int, int, str]:
        answer = await self.create(**fields)
        body = answer.json()
        return answer.status_code, body["code"], body["message"]

    def pass_seconds(self, seconds: float) -> None:
        self.clock.now += seconds


async def until(look: Callable[[], bool]) -> None:
    """Wait for something that another thread brings about."""
    async with asyncio.timeout(20):
        while True:
            if look():
                return
            await asyncio.sleep(0.005)


def connect(simulator: Simulator, clock: Clock, key: str = DEMO_KEY) -> Caller:
    """Return somebody who asks this simulator with this key."""
    http = httpx.AsyncClient(
        transport=httpx.ASGITransport(simulator.app),
        base_url="http://simulator.kling",
        headers={"Authorization": f"Bearer {key}"},
    )
    return Caller(http, clock)
