"""A gateway that gives prepared answers and remembers what it was asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx

from kling_widgets.api import Provider

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from kling_widgets.jobs import JobRunner

    Against = Callable[[Callable[[httpx.Request], httpx.Response]], JobRunner]

HOST = "https://gateway.example"
COMETAPI = Provider(name="cometapi", base_url=HOST)
"""The same name and prices, at an address that nobody has."""
TASK_ID = "2032273942220931072"
PATIENCE = 60.0


def answer(status: str = "submitted", **data: Any) -> httpx.Response:
    body = {"task_id": TASK_ID, "task_status": status, **data}
    return httpx.Response(200, json={"code": 0, "message": "SUCCEED", "data": body})


def refusal(http: int, code: int, message: str) -> httpx.Response:
    return httpx.Response(http, json={"code": code, "message": message})


def finished(url: str = f"{HOST}/out.mp4") -> httpx.Response:
    videos = [{"id": "1", "url": url, "duration": "5.1"}]
    return answer("succeed", task_result={"videos": videos})


class Body(httpx.AsyncByteStream):
    """A body that arrives piece by piece, as over a network."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self._data), 1000):
            yield self._data[start : start + 1000]


class Scripted:
    """Answers in turn, the last one again and again; an exception is raised.

    No task is found there before so many have been sent as `known_after` says.
    """

    def __init__(
        self,
        posts: list[Any],
        gets: list[Any] | None = None,
        file: bytes = b"",
        *,
        known_after: int = 0,
    ) -> None:
        self.posts, self.gets, self.file = posts, gets or [], file
        self.known_after = known_after
        self.sent: list[dict[str, Any]] = []
        self.file_requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self.sent.append(json.loads(request.content))
            return self._next(self.posts)
        if request.url.path.endswith(".mp4"):
            self.file_requests.append(request)
            return httpx.Response(200, stream=Body(self.file))
        if len(self.sent) < self.known_after:
            return refusal(404, 1203, "task not found")
        return self._next(self.gets)

    @staticmethod
    def _next(answers: list[Any]) -> httpx.Response:
        given = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(given, Exception):
            raise given
        assert isinstance(given, httpx.Response)
        return given
