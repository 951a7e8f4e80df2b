"""A loopback server that speaks bytes and plays one fault per connection."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kling_widgets.api import ImageToVideoRequest, KlingClient, Timeouts

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Play = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

REQUEST = ImageToVideoRequest("https://example.com/in.jpg")
QUICK = Timeouts(connect=0.5, write=0.4, read=0.4, pool=0.5, submit=0.6, query=0.6)
BODY = b'{"code":0,"data":{"task_id":"t-1","task_status":"submitted"}}'


def response(body: bytes = BODY, status: str = "200 OK", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


@dataclass
class Server:
    port: int

    def client(self, *, timeouts: Timeouts | None = None) -> KlingClient:
        url = f"http://127.0.0.1:{self.port}"
        return KlingClient("sk-test", base_url=url, timeouts=timeouts, trust_env=False)

    def impatient(self) -> KlingClient:
        return self.client(timeouts=QUICK)


@contextlib.asynccontextmanager
async def serving(play: Play) -> AsyncIterator[Server]:
    running: set[asyncio.Task[None] | None] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        running.add(asyncio.current_task())
        with (
            contextlib.closing(writer),
            contextlib.suppress(ConnectionError, asyncio.IncompleteReadError),
        ):
            await play(reader, writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        try:
            yield Server(server.sockets[0].getsockname()[1])
        finally:
            for task in running:
                if task:
                    task.cancel()
            await asyncio.gather(*filter(None, running), return_exceptions=True)


async def request_of(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        ),
        0,
    )
    return head + await reader.readexactly(length)


def answering(*parts: bytes, then: str = "fin", pause: float = 0) -> Play:
    async def play(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await request_of(reader)
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)
        if then == "rst":
            reset(writer)
        if then == "silence":
            await asyncio.Event().wait()

    return play


def reset(writer: asyncio.StreamWriter) -> None:
    connection = writer.get_extra_info("socket")
    linger = struct.pack("ii", 1, 0)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    writer.transport.abort()
