"""A TLS handshake that is broken off leaves no connection open.

One that is left open is closed by the garbage collector with a ResourceWarning, and
each warning fails its test.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from kling_widgets.api import KlingClient, Timeouts
from kling_widgets.errors import Unreachable
from kling_widgets.jobs.download._download import download

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

pytestmark = pytest.mark.anyio

PATIENCE_SECONDS = 5


@dataclass
class Mute:
    """Takes connections, hears the client's hello, and never says a word."""

    base_url: str
    greeted: asyncio.Event
    left: asyncio.Event
    files: None = None


@contextlib.asynccontextmanager
async def mute() -> AsyncIterator[Mute]:
    greeted, left = asyncio.Event(), asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer):
            await reader.readexactly(1)
            greeted.set()
            await reader.read()
            left.set()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        yield Mute(f"https://127.0.0.1:{port}", greeted, left)


async def test_by_a_deadline_of_the_whole() -> None:
    """The deadline of a question ends it before the handshake's own does."""
    async with mute() as host:
        patience = Timeouts(connect=30, query=0.2)
        client = KlingClient("sk-test", base_url=host.base_url, timeouts=patience)
        async with client:
            with pytest.raises(Unreachable, match="took too long"):
                await client.get("t-1")
            await asyncio.wait_for(host.left.wait(), PATIENCE_SECONDS)


async def test_by_cancelling_a_download(tmp_path: Path) -> None:
    """As when the kernel stops while a clip's host keeps silent."""
    async with mute() as host:
        link = f"{host.base_url}/out.mp4"
        fetching = asyncio.create_task(download(link, host, tmp_path / "clip.mp4"))
        await host.greeted.wait()
        fetching.cancel()
        with pytest.raises(asyncio.CancelledError):
            await fetching
        await asyncio.wait_for(host.left.wait(), PATIENCE_SECONDS)

    assert list(tmp_path.iterdir()) == []
