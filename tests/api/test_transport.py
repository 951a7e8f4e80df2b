"""How an exchange is carried out: once, alone, and within bounds."""

from __future__ import annotations

import asyncio
import socket
import threading
import time

import httpx
import pytest

from kling_widgets.api import KlingClient, Provider, TaskStatus
from kling_widgets.errors import AmbiguousSubmit, Rejected, Unavailable
from tests.api._loopback import (
    BODY,
    QUICK,
    REQUEST,
    Server,
    answering,
    request_of,
    response,
    serving,
)

pytestmark = pytest.mark.anyio


async def test_a_normal_answer() -> None:
    """Without a fault the task arrives, also with a byte order mark."""
    play = answering(response(b"\xef\xbb\xbf" + BODY))
    async with serving(play) as server, server.client() as client:
        task = await client.create(REQUEST)

    assert task.status is TaskStatus.SUBMITTED


async def early_413(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(response(b"", "413 Too Large"))
    await writer.drain()
    await request_of(reader)  # what lies unread when it hangs up resets the line


async def test_early_refusal() -> None:
    """A refusal that comes before the request was read is certain."""
    async with serving(early_413) as server, server.client() as client:
        with pytest.raises(Rejected):
            await client.create(REQUEST)


@pytest.mark.parametrize("status", ["307 Temporary", "308 Permanent"])
async def test_redirects_are_not_followed(status: str) -> None:
    """A redirect would carry the picture and the key elsewhere."""
    hits: list[bytes] = []

    async def play(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hits.append(await request_of(reader))
        writer.write(response(b"", status, "Location: /elsewhere"))
        await writer.drain()

    async with serving(play) as server, server.client() as client:
        with pytest.raises(Rejected):
            await client.create(REQUEST)
        with pytest.raises(Rejected):
            await client.get("t-1")

    assert len(hits) == 2


async def test_each_request_has_its_own_connection() -> None:
    """No connection is used twice, no cookie is kept, nothing compressed asked for."""
    heads: list[bytes] = []

    async def play(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await request_of(reader))
        writer.write(response(BODY, "200 OK", "Set-Cookie: a=b; Path=/"))
        await asyncio.sleep(1)

    async with serving(play) as server, server.client() as client:
        await client.create(REQUEST)
        await client.create(REQUEST)
        await client.get("t-1")
        await client.get("t-1")

    assert len(heads) == 4
    assert not any(b"cookie" in head.lower() for head in heads)
    assert all(b"accept-encoding: identity" in head.lower() for head in heads)


async def test_a_deadline_for_the_whole() -> None:
    """Bytes that drip in cannot hold a question longer than its deadline."""
    drip = [bytes([b]) for b in response(b" " * 400)]
    async with (
        serving(answering(*drip, pause=0.02)) as server,
        server.impatient() as client,
    ):
        start = time.monotonic()
        with pytest.raises(Unavailable, match="whole exchange took too long"):
            await client.get("t-1")

    assert time.monotonic() - start < 4


async def test_an_answer_during_a_busy_loop() -> None:
    """An answer that came while the loop was blocked past the deadline is read."""
    received, blocked = threading.Event(), threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(1 << 16)
            received.set()
            blocked.wait()
            connection.sendall(response())

    server = threading.Thread(target=serve)
    server.start()
    async with Server(listener.getsockname()[1]).impatient() as client:
        submit = asyncio.create_task(client.create(REQUEST))
        await asyncio.to_thread(received.wait)
        blocked.set()
        time.sleep(QUICK.submit + 0.2)  # noqa: ASYNC251 - a blocking cell
        task = await submit
    server.join()
    listener.close()

    assert task.task_id == "t-1"


async def test_cancelling_a_submit() -> None:
    """Cancelling passes through and leaves nothing running."""
    async with (
        serving(answering(then="silence")) as server,
        server.client() as client,
    ):
        before = asyncio.all_tasks()
        submit = asyncio.create_task(client.create(REQUEST))
        await asyncio.sleep(0.1)
        submit.cancel()
        with pytest.raises(asyncio.CancelledError):
            await submit
        extra = {
            task for task in asyncio.all_tasks() - before if "serve" not in repr(task)
        }

    assert extra == set()


async def test_a_transport_of_ones_own() -> None:
    """A transport in memory has no trace: a lost answer counts as sent."""

    class Lost(httpx.AsyncBaseTransport):
        async def handle_async_request(self, _: httpx.Request) -> httpx.Response:
            raise RuntimeError("the app crashed")

    here = Provider(name="own", base_url="http://127.0.0.1")
    async with KlingClient("sk-test", provider=here, transport=Lost()) as client:
        with pytest.raises(AmbiguousSubmit):
            await client.create(REQUEST)
