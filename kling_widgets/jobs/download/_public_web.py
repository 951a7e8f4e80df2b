"""The public web, and nothing else: a host's addresses are checked, then kept.

A name that is looked up twice may stand for another address the second time.
So it is looked up here, once, and the connection goes to an address that was
checked; the certificate is still the one of the name.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from typing import TYPE_CHECKING
from urllib.request import getproxies, proxy_bypass

import httpx

from ..._hosts import is_public
from ...errors import DownloadError
from ._result_link import is_home

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ._result_link import Home

    Resolve = Callable[[str, int], Awaitable[tuple[str, ...]]]

UNREACHED = (httpx.ConnectError, httpx.ConnectTimeout)


class PublicWeb(httpx.AsyncBaseTransport):
    """Carries requests to public addresses, and to the gateway itself."""

    def __init__(
        self,
        home: Home,
        *,
        resolve: Resolve | None = None,
        carrier: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._home = home
        self._resolve = resolve or _resolve
        self._carrier = carrier or httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request to the first address that answers."""
        if is_home(str(request.url), self._home):
            return await self._carrier.handle_async_request(request)
        host = request.url.raw_host.decode()
        *others, last = await self._addresses(host, request.url.port or 443)
        for address in others:
            try:
                return await self._send(request, host, address)
            except UNREACHED:
                continue
        return await self._send(request, host, last)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._carrier.aclose()

    async def _addresses(self, host: str, port: int) -> tuple[str, ...]:
        addresses = await self._resolve(host, port)
        for address in addresses:
            if not is_public(ipaddress.ip_address(address)):
                raise DownloadError(
                    f"The result link points to a private address ({host} is "
                    f"{address}); it is not fetched. The task stays paid for."
                )
        return addresses

    async def _send(
        self, request: httpx.Request, host: str, address: str
    ) -> httpx.Response:
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,  # the Host among them is the name's
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return await self._carrier.handle_async_request(pinned)


def way_to(url: str, home: Home) -> httpx.AsyncBaseTransport:
    """Return what carries a download of *url*.

    Behind a proxy it is the proxy that looks names up, so there a link is checked
    by its text alone.

    Raises:
        DownloadError: The proxy that the environment names is none.
    """
    if home.files is not None:
        return home.files
    proxies = getproxies()
    proxy = proxies.get(url.partition(":")[0]) or proxies.get("all")
    if not proxy or proxy_bypass(httpx.URL(url).host):
        return PublicWeb(home)
    try:
        return httpx.AsyncHTTPTransport(proxy=proxy)
    except (ImportError, ValueError, httpx.InvalidURL):
        pass  # its address may hold a password, and so is not shown
    raise DownloadError(
        "The clip cannot be fetched through the proxy that the environment names. "
        "Correct or unset HTTPS_PROXY and ALL_PROXY; a SOCKS proxy needs httpx[socks]."
    )


async def _resolve(host: str, port: int) -> tuple[str, ...]:
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        reason = str(error.strerror or error)
    else:
        return tuple(dict.fromkeys(str(address[0]) for *_, address in found))
    raise httpx.ConnectError(reason)
