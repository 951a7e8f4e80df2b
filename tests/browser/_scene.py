"""One real job at the simulator, brought to a state and kept there, to be looked at.

It runs in a notebook's kernel. Nothing is made up: the simulator is scripted, and the
clock skips what would be waited for, until the job stands where it should.
"""

from __future__ import annotations

import asyncio
import base64
import io
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from PIL import Image

from kling_widgets.api import ImageToVideoRequest, KlingClient, Secret
from kling_widgets.jobs import Job, JobRunner, JobSnapshot, settings
from kling_widgets.jobs._loop import LoopThread
from kling_widgets.jobs.gateway._gateway import Gateway
from kling_widgets.simulator import Simulator, Switches
from kling_widgets.widgets.cards._cards import Cards
from tests.jobs._scripted import COMETAPI, HOST

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = Secret("sk-0123456789")
PATIENCE = 60.0
OFTEN = 1_000_000
FREE = 2_100_000
LONG_CLIP = {"content-type": "video/mp4", "content-length": "38400000"}
PROMPT = "the boat drifts slowly out onto the lake"
NOBODY_KNOWS = Switches(lookup=False, list_route=False)
"""A gateway that finds no task by our id, and has no list."""


class SkippingClock:
    """A clock that skips every wait, until it is told to stay: then waits take for ever.

    Args:
        skips: Whether it does; else waits take as long as they do.
    """

    def __init__(self, *, skips: bool = True) -> None:
        self._skips = skips
        self.stays = False
        self.ages = False
        """Whether the days go by as well, and not only the stop watch."""
        self._skipped = timedelta()

    def wall(self) -> datetime:
        now = datetime.now(UTC)
        return now + self._skipped if self.ages else now

    def mono(self) -> float:
        return (datetime.now(UTC) + self._skipped).timestamp()

    async def sleep(self, seconds: float) -> None:
        if self.stays:
            await asyncio.Event().wait()
        if not self._skips:
            return await asyncio.sleep(seconds)
        self._skipped += timedelta(seconds=seconds)
        return await asyncio.sleep(0)


class Scene:
    """A simulator, a runner that takes it for Kling behind a gateway, and one job."""

    def __init__(
        self, name: str, *, switches: Switches | None = None, skips: bool = True
    ) -> None:
        self.home = Path("scenes").absolute() / name
        self.clock = SkippingClock(skips=skips)
        self.simulator = Simulator(
            self.home / "simulator",
            speed=1.0,
            base_url=HOST,
            clock=self.clock.mono,
            switches=switches,
        )
        self.is_cut = False
        self.is_full = False
        self.mute = ""
        self._beside: list[subprocess.Popen[bytes]] = []
        self._app = httpx.ASGITransport(app=self.simulator.app)
        live = replace(
            settings(),
            provider="cometapi",
            base_url=HOST,
            api_key=KEY,
            home=self.home,
            output_dir=self.home / "clips",
        )
        self.folder = live.output_dir
        self.runner = JobRunner(
            live, LoopThread(), clock=self.clock, connect=self._connect
        )

    @property
    def posts(self) -> int:
        """How many requests to make a task have arrived."""
        return len(self.simulator.ledger.posts)

    @property
    def task_id(self) -> str:
        """The task that the first one became, as the gateway's own log shows it."""
        return self.simulator.ledger.posts[0].answer

    def submit(self, prompt: str = PROMPT) -> Job:
        return self.runner.submit(request_for(prompt))

    def fill_disk(self) -> None:
        """Leave less room for this scene's clips than the next one needs."""
        usage = shutil.disk_usage

        def little(path: Any) -> Any:
            is_here = Path(path).is_relative_to(self.home)
            return usage(path)._replace(free=FREE) if is_here else usage(path)

        shutil.disk_usage = little
        self.is_full = True

    def run_beside(self, code: str, *arguments: str) -> None:
        """Run another process, until this one ends; go on when it has said a line."""
        other = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._beside.append(other)
        assert other.stdout
        other.stdout.readline()

    def break_folder(self) -> None:
        """Put a file where the clips are to go."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.touch()

    def cards_of(self, job: Job) -> Cards:
        """A live card for the job, as the panel has it."""

        def another(failed: Job) -> None:
            cards.follow(self.submit(failed.snapshot.prompt))

        def mend(_refused: Job) -> None:
            """There is no panel beside it."""

        cards = Cards(inline=lambda: False, another=another, mend=mend)
        cards.follow(job)
        return cards

    def until(self, job: Job, is_so: Callable[[JobSnapshot], bool]) -> Job:
        """Let time pass until the job is so, and stop it there."""
        self.clock.stays = False
        reached = threading.Event()

        def look(snapshot: JobSnapshot) -> None:
            if is_so(snapshot):
                self.clock.stays = True
                reached.set()

        end = job.subscribe(look)
        if not reached.wait(PATIENCE):
            raise TimeoutError(f"It stays {job.snapshot}")
        end()
        return job

    def _connect(self, _: object) -> Gateway:
        transport = httpx.MockTransport(self._answer)
        client = KlingClient(KEY, provider=COMETAPI, transport=transport)
        return Gateway(client=client, files=transport)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        if self.is_cut:
            raise httpx.ConnectError("[Errno 113] No route to host")
        if self.mute and self.mute in f"{request.method} {request.url.path}":
            await asyncio.Event().wait()
        if self.is_full and request.url.path.endswith(".mp4"):
            return httpx.Response(200, headers=LONG_CLIP, stream=httpx.ByteStream(b""))
        return await self._app.handle_async_request(request)


def request_for(prompt: str) -> ImageToVideoRequest:
    """The same picture with any prompt."""
    return ImageToVideoRequest(_picture(), prompt=prompt)


def _picture() -> str:
    file = io.BytesIO()
    Image.linear_gradient("L").resize((480, 320)).convert("RGB").save(file, "JPEG")
    return base64.b64encode(file.getvalue()).decode()
