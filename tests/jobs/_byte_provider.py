"""A provider on this machine that speaks bytes, and the line that leads to it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
from collections import deque
from typing import TYPE_CHECKING, Any, Self

import httpx
import trustme

from kling_widgets.jobs._loop import LoopThread
from tests.jobs._exchange import JSON, MP4, PLAYS, Exchange, close_in_silence, healthy
from tests.jobs._scripted import TASK_ID

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from tests.jobs._exchange import Play

REFUSING = 9
"""The discard service: nobody listens there."""


class ByteProvider:
    """Keeps one task, and plays a fault where it is told to."""

    def __init__(self, mp4: bytes) -> None:
        self.posts = 0
        self.charges = 0
        self._mp4 = mp4
        self._expected: deque[tuple[str, Play]] = deque()
        self._loop = LoopThread()
        self._over = asyncio.Event()
        self._serving: set[asyncio.Task[None] | None] = set()
        self._servers: list[asyncio.Server] = []
        self.port = self._listen(self._serve)
        self.silent_port = self._listen(self._say_nothing)
        self.refusing_proxy_port = self._listen(_no_tunnel)
        self.base_url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.close(self._aclose)

    def expect(self, call: str, play: Play) -> None:
        """Know what comes next: connections that nobody reads do not say it."""
        self._expected.append((call, play))

    def listen_with_an_unknown_certificate(self) -> int:
        secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trustme.CA().issue_cert("127.0.0.1").configure_cert(secure)
        return self._listen(_no_tunnel, ssl=secure)

    def _listen(self, serve: Any, **how: Any) -> int:
        start = asyncio.start_server(serve, "127.0.0.1", 0, **how)
        server = self._loop.submit(start).result()
        self._servers.append(server)
        port: int = server.sockets[0].getsockname()[1]
        return port

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._serving.add(asyncio.current_task())
        call, play = self._expected.popleft()
        self.posts += call == "create"

        def take() -> None:
            self.charges += call == "create"

        it = Exchange(reader, writer, self._over, take, *self._answer(call))
        with (
            contextlib.closing(writer),
            contextlib.suppress(ConnectionError, asyncio.IncompleteReadError),
        ):
            await play(it)

    async def _say_nothing(
        self, _: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._serving.add(asyncio.current_task())
        with contextlib.closing(writer):
            await self._over.wait()

    def _answer(self, call: str) -> tuple[bytes, str, str]:
        if call == "download":
            return self._mp4, MP4, "200 OK"
        if call == "list" or (call == "lookup" and not self.charges):
            missing = {"code": 1203, "message": "task not found"}
            return json.dumps(missing).encode(), JSON, "404 Not Found"
        status = "succeed" if call == "poll" else "submitted"
        videos = [{"id": "1", "url": f"{self.base_url}/out.mp4", "duration": "5.1"}]
        task: dict[str, Any] = {"task_id": TASK_ID, "task_status": status}
        task |= {"task_result": {"videos": videos}} if call == "poll" else {}
        return json.dumps({"code": 0, "data": task}).encode(), JSON, "200 OK"

    async def _aclose(self) -> None:
        self._over.set()
        await asyncio.gather(*filter(None, self._serving))
        for server in self._servers:
            server.close()
            await server.wait_closed()


async def _no_tunnel(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    with contextlib.closing(writer), contextlib.suppress(asyncio.IncompleteReadError):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")


class Line(httpx.AsyncHTTPTransport):
    """The client's real network; once, on one call, it leads into a fault."""

    def __init__(
        self,
        provider: ByteProvider,
        *,
        call: str,
        fault: str,
        state: Callable[[], str],
        hasty: dict[str, float],
    ) -> None:
        super().__init__()
        self.went_through = False
        self.states_after: list[str] = []
        self._provider = provider
        self._call, self._fault = call, fault
        self._state, self._hasty = state, hasty
        self._ways: list[httpx.AsyncHTTPTransport] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.went_through:
            self.states_after.append(self._state())
        call = _call(request)
        if call != self._call or self.went_through:
            lost = call == "create" and self._call == "lookup"
            self._provider.expect(call, close_in_silence if lost else healthy)
            return await super().handle_async_request(request)
        self.went_through = True
        request.extensions["timeout"] = self._hasty
        if self._fault in PLAYS:
            self._provider.expect(call, PLAYS[self._fault])
            return await super().handle_async_request(request)
        return await self._astray(request)

    @property
    def open_connections(self) -> int:
        """Connections that the client has not closed."""
        pools = [self._pool, *(way._pool for way in self._ways)]
        return sum(len(pool.connections) for pool in pools)

    async def aclose(self) -> None:
        for way in self._ways:
            await way.aclose()
        await super().aclose()

    async def _astray(self, request: httpx.Request) -> httpx.Response:
        """Send it where no connection comes about."""
        at = request.url.copy_with(scheme="https")
        ports = {"no TLS there": self._provider.silent_port, "refused": REFUSING}
        if self._fault == "bad certificate":
            at = at.copy_with(port=self._provider.listen_with_an_unknown_certificate())
        elif self._fault == "no such host":
            at = at.copy_with(host="nowhere.invalid")
        elif self._fault != "the proxy refuses":
            at = at.copy_with(port=ports[self._fault])
        proxy = None
        if self._fault == "the proxy refuses":
            proxy = f"http://127.0.0.1:{self._provider.refusing_proxy_port}"
        self._ways.append(httpx.AsyncHTTPTransport(proxy=proxy))
        request.url = at
        return await self._ways[-1].handle_async_request(request)


def _call(request: httpx.Request) -> str:
    path = request.url.path
    if request.method == "POST":
        return "create"
    if path.endswith(".mp4"):
        return "download"
    if request.url.query:
        return "list"
    return "lookup" if "/kw-" in path else "poll"
