"""A connection whose TLS handshake is broken off, closed nevertheless."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class Handshake:
    """Hears httpcore's trace, and closes what httpcore leaves open.

    `AnyIOStream.start_tls` of httpcore 1.0.9 closes the connection after an
    `Exception` only. A cancelled task, as every deadline of ours makes one, ends with
    `CancelledError`, which is none: its socket stayed open until the garbage
    collector came by.
    """

    _stream: Any = None

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        """Keep the stream that was opened; close it when TLS fails on it."""
        if event.endswith("connect_tcp.complete"):
            self._stream = info["return_value"]
        elif event.endswith("start_tls.failed") and self._stream:
            await self._stream.aclose()
