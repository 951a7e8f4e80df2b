"""A runner on a real loop, a real journal and the real simulator, with fast clocks."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx
import pytest
from PIL import Image

from kling_widgets.api import ImageToVideoRequest, KlingClient, Secret
from kling_widgets.jobs import JobRunner, configure, settings
from kling_widgets.jobs._loop import LoopThread
from kling_widgets.jobs.gateway._gateway import Gateway
from tests.jobs._scripted import COMETAPI, HOST
from tests.jobs._short_clip import short_clip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kling_widgets.jobs import Settings


KEY = "sk-0123456789"


class FastClock:
    """A clock on which waiting takes no time, and counts."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def wall(self) -> datetime:
        return datetime.fromtimestamp(1_800_000_000 + self.now, UTC)

    def mono(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def loop() -> Iterator[LoopThread]:
    thread = LoopThread()
    yield thread
    thread.close()


@pytest.fixture
def clock() -> FastClock:
    return FastClock()


@pytest.fixture
def somewhere(tmp_path: Path) -> Iterator[Settings]:
    """Settings that write only below the test's folder."""
    configure(home=tmp_path / "home", output_dir=tmp_path / "clips")
    yield settings()
    configure(home=None, output_dir=None)


@pytest.fixture
def picture() -> str:
    """A small picture as the wire wants it."""
    file = io.BytesIO()
    Image.linear_gradient("L").resize((320, 320)).convert("RGB").save(file, "JPEG")
    return base64.b64encode(file.getvalue()).decode()


@pytest.fixture
def request_(picture: str) -> ImageToVideoRequest:
    return ImageToVideoRequest(picture, prompt="slow zoom in")


@pytest.fixture(scope="session")
def mp4() -> bytes:
    """A real clip of half a second."""
    return short_clip()


@pytest.fixture
def against(
    somewhere: Settings, loop: LoopThread, clock: FastClock
) -> Iterator[Callable[[Callable[[httpx.Request], httpx.Response]], JobRunner]]:
    """Return a function that gives a runner whose gateway answers as told."""
    runners: list[JobRunner] = []

    def make(answer: Callable[[httpx.Request], httpx.Response]) -> JobRunner:
        def connect(_: Settings) -> Gateway:
            transport = httpx.MockTransport(answer)
            client = KlingClient(KEY, provider=COMETAPI, transport=transport)
            return Gateway(client=client, files=transport)

        live = replace(
            somewhere, provider="cometapi", base_url=HOST, api_key=Secret(KEY)
        )
        runners.append(JobRunner(live, loop, clock=clock, connect=connect))
        return runners[-1]

    yield make
    loop.close(*(runner.aclose for runner in runners))
