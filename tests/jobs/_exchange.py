"""One connection of a provider that speaks bytes, and what may go wrong on it."""

from __future__ import annotations

import asyncio
import socket
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Play = Callable[["Exchange"], Awaitable[None]]

DRIP_SECONDS = 0.05
HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
PAGE = b"<html><title>Sign in</title>"
JSON, MP4 = "application/json", "video/mp4"


@dataclass
class Exchange:
    """A request that came, and the body that a provider in health would answer."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    over: asyncio.Event
    """Happens when the test is over: nobody may be left waiting then."""
    take: Callable[[], None]
    """Is told that the request is here to its last byte, and taken."""
    body: bytes
    kind: str
    status: str

    async def read(self, *, taking: bool = True) -> None:
        head = await self.reader.readuntil(b"\r\n\r\n")
        fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
        names = {name.lower(): value for name, value in fields.items()}
        await self.reader.readexactly(int(names.get(b"content-length", 0)))
        if taking:
            self.take()

    def send(self, *parts: bytes) -> None:
        self.writer.write(b"".join(parts))

    def head(self, length: int | None = None, *more: str) -> bytes:
        lines = [f"HTTP/1.1 {self.status}", f"Content-Type: {self.kind}", *more]
        if length is not None:
            lines.append(f"Content-Length: {length}")
        return "\r\n".join([*lines, "", ""]).encode()

    def whole(self, body: bytes | None = None) -> bytes:
        body = self.body if body is None else body
        return self.head(len(body)) + body

    def page(self, status: str, body: bytes = PAGE, *more: str) -> bytes:
        self.status, self.kind = status, "text/html"
        return self.head(len(body), *more) + body

    def reset(self) -> None:
        connection = self.writer.get_extra_info("socket")
        linger = struct.pack("ii", 1, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.writer.transport.abort()

    async def drip(self, body: bytes) -> None:
        for byte in body:
            self.writer.write(bytes([byte]))
            await self.writer.drain()
            await asyncio.sleep(DRIP_SECONDS)


async def healthy(it: Exchange) -> None:
    await it.read()
    it.send(it.whole())


async def close_on_accept(it: Exchange) -> None:
    it.writer.close()


async def reset_on_accept(it: Exchange) -> None:
    # Not before a byte is here: whether the client was connected would be a race.
    await it.reader.readexactly(1)
    it.reset()


async def reset_in_request(it: Exchange) -> None:
    await it.reader.readexactly(20)
    it.reset()


async def never_read(it: Exchange) -> None:
    await it.over.wait()


async def close_in_silence(it: Exchange) -> None:
    await it.read()


async def reset_in_silence(it: Exchange) -> None:
    await it.read()
    it.reset()


async def silence(it: Exchange) -> None:
    await it.read()
    await it.over.wait()


async def drips(it: Exchange) -> None:
    await it.read()
    it.send(it.head(len(it.body)))
    await it.drip(it.body)


async def refuses_early(it: Exchange) -> None:
    it.send(it.page("413 Too Large", b""))
    await it.reader.read()


async def redirects(it: Exchange) -> None:
    await it.read(taking=False)
    it.send(it.page("307 Temporary Redirect", b"", "Location: http://127.0.0.1:9/"))


def answers(made: Callable[[Exchange], bytes]) -> Play:
    """Read the request, give these bytes, and hang up."""

    async def play(it: Exchange) -> None:
        await it.read()
        it.send(made(it))

    return play


PLAYS: dict[str, Play] = {
    "close on accept": close_on_accept,
    "reset on accept": reset_on_accept,
    "reset in request": reset_in_request,
    "never read": never_read,
    "read, then close": close_in_silence,
    "read, then reset": reset_in_silence,
    "read, then silence": silence,
    "half a status line": answers(lambda _: b"HTTP/1.1 20"),
    "headers, then close": answers(lambda it: it.head(len(it.body))),
    "short of its length": answers(lambda it: it.whole()[:-5]),
    "short, no length": answers(lambda it: it.head() + it.body[:-5]),
    "short in a chunk": answers(
        lambda it: it.head(None, "Transfer-Encoding: chunked") + b"40\r\n" + it.body[:9]
    ),
    "beyond its length": answers(lambda it: it.whole() + b"and more"),
    "random bytes": answers(lambda _: bytes(range(256))),
    "HTTP/0.9": answers(lambda _: PAGE),
    "drips": drips,
    "endless headers": answers(lambda _: b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 80_000),
    "2,000 early hints": answers(lambda it: HINTS * 2_000 + it.whole()),
    "a web page": answers(lambda it: it.page("200 OK")),
    "502, a web page": answers(lambda it: it.page("502 Bad Gateway")),
    "corrupt gzip": answers(
        lambda it: it.head(4, "Content-Encoding: gzip") + b"\x1f\x8bxx"
    ),
    "byte order mark": answers(lambda it: it.whole(b"\xef\xbb\xbf" + it.body)),
    "NaN": answers(lambda it: it.whole(b'{"code":NaN}')),
    "two lengths": answers(lambda it: it.head(2, "Content-Length: 3") + b"{}}"),
    "307 elsewhere": redirects,
    "204": answers(lambda _: b"HTTP/1.1 204 No Content\r\n\r\n"),
    "413 before it is read": refuses_early,
}
"""The faults of a provider that can be reached; see `Line` for the others."""
