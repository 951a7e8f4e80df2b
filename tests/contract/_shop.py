"""Both ends of the wire in one process: our client, and the simulator as provider."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from kling_widgets.api import (
    SIMULATOR,
    ImageToVideoRequest,
    KlingClient,
    check,
    classify,
)
from kling_widgets.errors import ProviderError
from kling_widgets.simulator import DEMO_KEY, Simulator, Switches
from tests.simulator._caller import CREATE, IMAGE_URL, OWN_CREATE, Clock, connect

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

T = TypeVar("T")
LONG_ENOUGH = 2_000
V1 = {"model_name": "kling-v1", "mode": "pro"}
V1_5 = {"model_name": "kling-v1-5", "mode": "pro"}
V2_6 = {"model_name": "kling-v2-6", "mode": "pro"}
V3 = {"model_name": "kling-v3"}


def wire(**fields: Any) -> dict[str, Any]:
    """What our client sends for these fields."""
    return ImageToVideoRequest(**{"image": IMAGE_URL, **fields}).to_json()


def found(**fields: Any) -> dict[str, str]:
    """What our check says of these fields: rule by rule, the field and how bad."""
    findings = check({"image": IMAGE_URL, **fields})
    return {f.rule: f"{f.field}: {f.severity}" for f in findings}


def meant(status: int, raw: bytes, **headers: str) -> ProviderError:
    """What our client makes of a refusal."""
    outcome = classify(sent=True, status=status, raw=raw, headers=headers).outcome
    assert isinstance(outcome, ProviderError)
    return outcome


class Shop:
    """A simulator with a clock of its own, and ways to ask it."""

    def __init__(self, home: Path, **settings: Any) -> None:
        self.clock = Clock()
        self.home = home
        self.simulator = Simulator(home, speed=1, clock=self.clock, **settings)

    def switch(self, **switches: Any) -> None:
        self.simulator.switches = Switches(**switches)

    def ask(self, method: str, path: str, **extra: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            async with connect(self.simulator, self.clock).http as http:
                return await http.request(method, path, **extra)

        return asyncio.run(asked())

    def create(self, path: str = CREATE, **fields: Any) -> tuple[int, int, str]:
        """Ask for a task by hand; return status, code and message."""
        answer = self.ask("POST", path, json={"image": IMAGE_URL, **fields})
        body = answer.json()
        return answer.status_code, body["code"], body["message"]

    def made(self, path: str = CREATE, **fields: Any) -> dict[str, Any]:
        """Make a task by hand; return its data."""
        answer = self.ask("POST", path, json={"image": IMAGE_URL, **fields})
        data: dict[str, Any] = answer.json()["data"]
        return data

    def told(self, task_id: str, path: str = OWN_CREATE) -> dict[str, Any]:
        """Return what a query's body says of a task."""
        body: dict[str, Any] = self.ask("GET", f"{path}/{task_id}").json()
        return body

    def finished(self, path: str = CREATE, **fields: Any) -> dict[str, Any]:
        """Make a task by hand and wait for its end; return its data."""
        task_id = self.made(path, **fields)["task_id"]
        self.clock.now += LONG_ENOUGH
        data: dict[str, Any] = self.told(task_id, path)["data"]
        return data

    def ours(self, use: Callable[[KlingClient], Awaitable[T]]) -> T:
        """Let our own client talk to the simulator."""

        async def used() -> T:
            transport = httpx.ASGITransport(self.simulator.app)
            client = KlingClient(DEMO_KEY, provider=SIMULATOR, transport=transport)
            async with client:
                return await use(client)

        return asyncio.run(used())
