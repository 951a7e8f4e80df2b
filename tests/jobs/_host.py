"""A file host on this machine that speaks bytes, one answer a request."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

ETAG = 'ETag: "one"'


def whole(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An answer as it stands on the wire."""
    kept = [f"Content-Length: {len(body)}", *headers]
    return head(status, *kept) + body


def head(status: str = "200 OK", *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode()


def chunked(body: bytes) -> bytes:
    """The same in two chunks and the last, empty one."""
    parts = (body[: len(body) // 2], body[len(body) // 2 :], b"")
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
    return head("200 OK", "Transfer-Encoding: chunked") + chunks


@dataclass
class Host:
    """Where the test's links lead; it is also the gateway's own address."""

    base_url: str
    answers: list[bytes]
    requests: list[str] = field(default_factory=list)
    files: httpx.AsyncBaseTransport | None = None

    @property
    def link(self) -> str:
        return f"{self.base_url}/out.mp4"


@contextlib.asynccontextmanager
async def hosting(*answers: bytes) -> AsyncIterator[Host]:
    """Give the answers in turn, the last one again and again, and hang up."""
    host = Host("", list(answers))

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer), contextlib.suppress(ConnectionError):
            host.requests.append((await reader.readuntil(b"\r\n\r\n")).decode())
            last = len(host.answers) == 1
            writer.write(host.answers[0] if last else host.answers.pop(0))
            await writer.drain()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        host.base_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield host


class Steps:
    """A clock that goes on by as much each time it is looked at."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now
