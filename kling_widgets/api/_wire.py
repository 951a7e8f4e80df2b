"""One HTTP exchange: sent once, read within bounds, and seen from the outside."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from .. import _crash
from ._handshake import Handshake
from ._http import open_http
from ._hush import hushed
from ._problem import UnacceptableAnswer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Mapping

    from ._auth import KeyAuth, SignedAuth
    from ._timeouts import Timeouts

log = logging.getLogger("kling_widgets")

MAX_ANSWER_BYTES = 1 << 20
GRACE_SECONDS = 1.0
"""After a deadline, time to read an answer that came while the loop was busy."""

NEVER_CONNECTED = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """All that was seen of one exchange, as `classify` takes it."""

    sent: bool
    exc: BaseException | None = field(default=None, repr=False)
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes = field(default=b"", repr=False)


class Wire:
    """Sends requests over connections that are used once.

    A connection kept alive can die under the next request, and then nobody knows
    whether that one arrived. Nothing is retried, no redirect is followed, no cookie
    is kept.
    """

    def __init__(
        self,
        auth: KeyAuth | SignedAuth,
        *,
        timeouts: Timeouts,
        transport: httpx.AsyncBaseTransport | None,
        trust_env: bool,
    ) -> None:
        self._auth = auth
        self._timeouts = timeouts
        self._is_network = isinstance(transport, httpx.AsyncHTTPTransport | None)
        self._http = open_http(auth, timeouts, transport, trust_env=trust_env)

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self._http.is_closed

    async def aclose(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def post(
        self,
        url: str,
        body: bytes,
        *,
        on_reply: Callable[[bytes], None] | None = None,
    ) -> Reply:
        """Send a submit once, and tell what was seen of it."""
        request = self._http.build_request(
            "POST", url, content=body, headers={"Content-Type": "application/json"}
        )
        return await self._exchange(request, self._timeouts.submit, on_reply)

    async def get(self, url: str) -> Reply:
        """Ask a question once, and tell what was seen of it."""
        request = self._http.build_request("GET", url)
        return await self._exchange(request, self._timeouts.query)

    async def _exchange(
        self,
        request: httpx.Request,
        deadline: float,
        on_reply: Callable[[bytes], None] | None = None,
    ) -> Reply:
        watch = request.extensions["trace"] = _Watch()
        exc: BaseException | None = None
        try:
            reply = await within(deadline, self._answer(request))
        except Exception as error:  # noqa: BLE001 - after a submit nothing may escape
            exc = error
        if exc:
            log.info("%s %s: %s", request.method, request.url.path, type(exc).__name__)
            return Reply(sent=self._was_sent(watch, exc), exc=exc)
        log.info("%s %s: HTTP %s", request.method, request.url.path, reply.status)
        if on_reply:
            on_reply(reply.raw)
        return reply

    async def _answer(self, request: httpx.Request) -> Reply:
        with hushed():
            raw, response = await self._received(request)
        items = response.headers.items()
        return Reply(
            sent=True,
            status=response.status_code,
            headers={name: self._redacted(value) for name, value in items},
            raw=raw,
        )

    async def _received(self, request: httpx.Request) -> tuple[bytes, httpx.Response]:
        response = await self._http.send(request, stream=True, follow_redirects=False)
        try:
            return self._auth.redact(await _read(response)), response
        finally:
            await response.aclose()

    def _redacted(self, text: str) -> str:
        return self._auth.redact(text.encode()).decode()

    def _was_sent(self, watch: _Watch, exc: BaseException) -> bool:
        """Tell whether a byte of the request may have left this machine.

        The kind of exception does not tell: a ReadError comes before and after. Only
        httpcore's trace does, and transports without a network have none.
        """
        if self._is_network and watch.saw_connection:
            return watch.saw_request
        return watch.saw_request or not isinstance(exc, NEVER_CONNECTED)


class _Watch:
    """Listens to httpcore's trace of one request.

    The CONNECT that opens a proxy's tunnel is traced too, and carries nothing of ours.
    """

    saw_connection = False
    saw_request = False

    def __init__(self) -> None:
        self._handshake = Handshake()

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        self.saw_connection = True
        _crash.at(event)
        request = info.get("request")
        if "send_request" in event and request is not None:
            self.saw_request |= request.method != b"CONNECT"
        await self._handshake(event, info)


async def within(seconds: float, exchange: Coroutine[Any, Any, Reply]) -> Reply:
    """Await an exchange for so long at most.

    `asyncio.timeout` would throw away an answer that arrived while a blocked loop
    could not read it. Here the exchange goes on for a moment after the deadline, in
    which such an answer is read.

    Raises:
        TimeoutError: there is no answer.
    """
    task = asyncio.create_task(exchange)
    try:
        for patience in (seconds, GRACE_SECONDS):
            await asyncio.wait({task}, timeout=patience)
            if task.done():
                return task.result()
        raise TimeoutError
    finally:
        await _stopped(task)


async def _stopped(task: asyncio.Task[Reply]) -> None:
    if not task.done():
        task.cancel()
        await asyncio.wait({task})
    if not task.cancelled():
        task.exception()


async def _read(response: httpx.Response) -> bytes:
    encoding = response.headers.get("content-encoding", "identity")
    if encoding.lower() != "identity":
        raise UnacceptableAnswer("A compressed answer was refused.")
    raw = bytearray()
    async for chunk in _chunks(response):
        raw += chunk
        if len(raw) > MAX_ANSWER_BYTES:
            raise UnacceptableAnswer("An answer of more than 1 MiB was refused.")
    return bytes(raw)


async def _chunks(response: httpx.Response) -> AsyncIterator[bytes]:
    if response.is_stream_consumed:  # a transport in memory has it all at once
        yield response.content
        return
    async for chunk in response.aiter_raw():
        yield chunk
