"""A provider that answers what it is told to, behind the user's own door."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import httpx

from kling_widgets.api import KlingClient
from kling_widgets.jobs import JobRunner
from kling_widgets.jobs.gateway._gateway import Gateway
from tests.jobs._scripted import COMETAPI, Body, answer, finished, refusal
from tests.jobs.conftest import FastClock

if TYPE_CHECKING:
    from kling_widgets.jobs import Settings

NOT_FOUND = (404, 1203, "task not found")


@dataclass
class Provider:
    """Gives the answers of a call in turn, and then those of a provider in health."""

    file: bytes
    """The clip behind every link."""
    answers: dict[str, list[Any]] = field(
        default_factory=lambda: {"create": [], "poll": [], "download": []}
    )
    calls: list[str] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)
    heard: threading.Event = field(default_factory=threading.Event)
    """Happens when the test listens; nothing is answered before."""

    def __post_init__(self) -> None:
        self.heard.set()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.heard.wait()
        call = _call(request)
        self.calls.append(call)
        self.requests.append(request)
        told = self.answers.get(call)
        if not told:
            return self._healthy(call)
        given = told.pop(0)
        return httpx.Response(**given) if isinstance(given, dict) else given()

    def _healthy(self, call: str) -> httpx.Response:
        if call == "create":
            return answer()
        if call == "poll":
            return finished()
        if call == "download":
            return httpx.Response(200, stream=Body(self.file))
        return refusal(*NOT_FOUND)

    @property
    def posts(self) -> list[dict[str, Any]]:
        """What was submitted."""
        return [
            json.loads(request.content)
            for request in self.requests
            if request.method == "POST"
        ]

    @property
    def runner(self) -> partial[JobRunner]:
        """Makes runners whose gateway this is, on a clock that takes no time."""
        return partial(JobRunner, clock=FastClock(), connect=self._connect)

    def _connect(self, settings: Settings) -> Gateway:
        transport = httpx.MockTransport(self)
        client = KlingClient(settings.api_key, provider=COMETAPI, transport=transport)
        return Gateway(client=client, files=transport)


def _call(request: httpx.Request) -> str:
    path = request.url.path
    if request.method == "POST":
        return "create"
    if path.endswith(("image2video", "image2video/")):
        return "list"
    if "/image2video/" not in path:
        return "download"
    return "lookup" if "/kw-" in path else "poll"
