"""The Host check: a page in a browser must not reach the simulator by another name."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class HostCheck:
    """Answers only requests that name this machine, or the simulator's own address."""

    def __init__(self, app: ASGIApp, base_url: str) -> None:
        self._app = app
        # an address that has no host must not admit requests that name none
        self._hosts = LOOPBACK | {host_of(base_url) or "localhost"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 421."""
        if scope["type"] == "http" and not self._is_for_us(scope):
            refusal = PlainTextResponse("This host is not served here.", 421)
            await refusal(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _is_for_us(self, scope: Scope) -> bool:
        return host_of(f"//{Headers(scope=scope).get('host', '')}") in self._hosts


def host_of(address: str) -> str | None:
    """Return the host in an address, or None."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
