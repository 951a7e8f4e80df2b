"""Whether a byte left this machine: 23 faults after it, 4 before."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest

from kling_widgets.api import KlingClient
from kling_widgets.errors import AmbiguousSubmit, NotSent, Unavailable
from tests.api._loopback import (
    BODY,
    REQUEST,
    Server,
    answering,
    reset,
    response,
    serving,
)

if TYPE_CHECKING:
    from tests.api._loopback import Play

pytestmark = pytest.mark.anyio


async def close_on_accept(
    _: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    writer.close()


async def reset_on_accept(
    _: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    reset(writer)


async def never_read(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


SENT: dict[str, Play] = {
    "close on accept": close_on_accept,
    "reset on accept": reset_on_accept,
    "never read": never_read,
    "whole request, then closed": answering(),
    "whole request, then reset": answering(then="rst"),
    "whole request, then silence": answering(then="silence"),
    "half a status line": answering(b"HTTP/1.1 20"),
    "headers, then closed": answering(response()[: -len(BODY)]),
    "body cut short": answering(response()[:-5]),
    "chunk cut short": answering(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{"
    ),
    "cut without a length": answering(b"HTTP/1.1 200 OK\r\n\r\n" + BODY[:-5]),
    "random bytes": answering(bytes(range(256))),
    "HTTP/0.9": answering(b"<html>hello</html>"),
    "one byte at a time": answering(
        *[bytes([b]) for b in response()], pause=0.05, then="silence"
    ),
    "endless headers": answering(b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n" * 4000] * 20),
    "a web page": answering(response(b"<html><title>Hi</title>")),
    "502 and a web page": answering(response(b"<html>", "502 Bad Gateway")),
    "corrupt gzip": answering(
        response(b"\x1f\x8bxx", "200 OK", "Content-Encoding: gzip")
    ),
    "NaN": answering(response(b'{"code":NaN}')),
    "204": answering(b"HTTP/1.1 204 No Content\r\n\r\n"),
    "two lengths": answering(
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}}"
    ),
    "too long": answering(response(b" " * (1 << 20) + BODY)),
    "301": answering(response(b"", "301 Moved", "Location: https://e.com/")),
}


@pytest.mark.parametrize("name", SENT)
async def test_sent(name: str) -> None:
    """After the first byte every fault leaves open whether there is a task."""
    async with serving(SENT[name]) as server, server.impatient() as client:
        with pytest.raises(AmbiguousSubmit) as caught:
            await client.create(REQUEST)

    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("name", sorted(set(SENT) - {"301", "one byte at a time"}))
async def test_a_question(name: str) -> None:
    """The same faults make a question unanswered, and nothing else."""
    async with serving(SENT[name]) as server, server.impatient() as client:
        with pytest.raises(Unavailable):
            await client.get("t-1")


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def unsent(client: KlingClient) -> NotSent:
    async with client:
        with pytest.raises(NotSent) as caught:
            await client.create(REQUEST)
    assert caught.value.message.endswith("Nothing was sent, nothing was charged.")
    return caught.value


async def test_refused() -> None:
    """A refused connection sent nothing."""
    error = await unsent(Server(unused_port()).impatient())

    assert error.__context__ is None


async def test_no_such_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown name sent nothing."""

    def fail(*_: object, **__: object) -> object:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    client = KlingClient("sk-test", base_url="https://nowhere.invalid", trust_env=False)

    error = await unsent(client)

    assert "Name or service not known" in error.message


async def test_no_tls_there() -> None:
    """A TLS handshake that never ends sent nothing."""
    async with serving(never_read) as server:
        await unsent(server.impatient(scheme="https"))


async def test_a_proxy_that_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused CONNECT sent nothing: only the proxy heard of it."""
    play = answering(response(b"", "407 Proxy Authentication Required"))
    async with serving(play) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        client = KlingClient("sk-test", base_url="https://nowhere.invalid")

        error = await unsent(client)

    assert "407" in error.message
