"""No answer takes more than 64 MiB: not its reading, and not its understanding."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings, strategies as st

from kling_widgets.errors import AmbiguousSubmit, KlingError, Unavailable
from tests.api._loopback import REQUEST, answering, request_of, response, serving
from tests.api._memory import (
    LARGEST_ANSWER,
    MAX_EXTRA_BYTES,
    MEGABYTE,
    little_memory,
    peak,
)
from tests.api._strangers import HUGE, JSON, understand

if TYPE_CHECKING:
    import asyncio

CHUNK = bytes(64 * 1024)
ENDLESS = 256 * MEGABYTE
"""What an endless answer sends before the test would give up."""

FRAMES = [
    (b"", b"", b""),
    (b'{"code":0,"data":[', b",", b"null]}"),
    (b'{"code":0,"data":{"task_id":"1","task_result":{"videos":[', b",", b"{}]}}}"),
    (b'{"code":1201,"message":"', b"", b'"}'),
    (b'{"code":"x","message":"{\\"code\\":', b"", b'}"}'),
    (b'{"error":{"message":"', b" ", b'"}}'),
]
"""What a stranger may repeat its bytes in: start, in between, end."""


def test_the_measure_tells() -> None:
    """An answer that took its share and more would be found out."""
    with peak() as found:
        bytes(70 * MEGABYTE)

    assert found.bytes > MAX_EXTRA_BYTES
    with pytest.raises(AssertionError, match="1000 bytes took"), little_memory(1000):
        bytes(2 * MEGABYTE)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(FRAMES),
    st.one_of(JSON.map(lambda value: json.dumps(value).encode()), st.binary()),
    st.integers(0, 16_384),
)
def test_any_repetition(
    frame: tuple[bytes, bytes, bytes], piece: bytes, size: int
) -> None:
    """Any bytes, again and again, take no more memory than their share."""
    start, between, end = frame
    times = size // (len(piece + between) + 1)

    understand(200, start + (piece + between) * times + end)


@pytest.mark.parametrize("name", HUGE)
def test_a_megabyte(name: str) -> None:
    """A megabyte of the worst kind takes less than 64 MiB to understand."""
    taken = understand(200, HUGE[name][:LARGEST_ANSWER])

    assert LARGEST_ANSWER // 2 < taken < MAX_EXTRA_BYTES


@pytest.mark.anyio
@pytest.mark.parametrize("name", ["a message", "a web page", "deep lists", "digits"])
async def test_a_megabyte_from_a_port(name: str) -> None:
    """The same, read from a connection by the client itself."""
    body = HUGE[name][:LARGEST_ANSWER]
    async with serving(answering(response(body))) as server, server.client() as client:
        with peak() as found, pytest.raises(KlingError):
            await client.get("t-1")

    assert LARGEST_ANSWER < found.bytes < MAX_EXTRA_BYTES


HEADS = {
    "no length": b"HTTP/1.1 200 OK\r\n\r\n",
    "a false length": b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
    "one chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
    "a head without end": b"HTTP/1.1 200 OK\r\nX-Long: ",
    "a page": b"HTTP/1.1 503 Sorry\r\nContent-Type: text/html\r\n\r\n",
}


class Endless:
    """A server that goes on sending, for as long as anybody reads."""

    def __init__(self, head: bytes) -> None:
        self.sent = 0
        self._head = head

    async def __call__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await request_of(reader)
        writer.write(self._head)
        while self.sent < ENDLESS:
            writer.write(CHUNK)
            self.sent += len(CHUNK)
            await writer.drain()


@pytest.mark.anyio
@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("is_submit", [True, False], ids=["submit", "question"])
async def test_an_endless_answer(head: bytes, is_submit: bool) -> None:  # noqa: FBT001
    """An answer without an end is given up early, with our own error."""
    endless = Endless(head)
    expected: Any = AmbiguousSubmit if is_submit else Unavailable
    async with serving(endless) as server, server.client() as client:
        with peak() as found, pytest.raises(expected):
            await (client.create(REQUEST) if is_submit else client.get("t-1"))

    assert len(CHUNK) < found.bytes < MAX_EXTRA_BYTES
    assert endless.sent < ENDLESS
