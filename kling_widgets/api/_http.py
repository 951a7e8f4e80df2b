"""The HTTP library, opened so that it sends once and keeps nothing."""

from __future__ import annotations

from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING

import httpx

from .._version import __version__
from ..errors import ConfigError

if TYPE_CHECKING:
    from ._timeouts import Timeouts

HEADERS = {
    "Accept": "application/json",
    # A compressed answer of some hundred bytes can unfold to hundreds of megabytes
    # before anybody can count them, so none is asked for and none is taken.
    "Accept-Encoding": "identity",
    "Connection": "close",
    "User-Agent": f"kling_widgets/{__version__}",
}


def open_http(
    auth: httpx.Auth,
    timeouts: Timeouts,
    transport: httpx.AsyncBaseTransport | None,
    *,
    trust_env: bool,
) -> httpx.AsyncClient:
    """Open an HTTP client with the environment's proxies and certificates.

    Raises:
        ConfigError: one of those cannot be used.
    """
    try:
        return httpx.AsyncClient(
            auth=auth,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            headers=HEADERS,
            limits=httpx.Limits(max_keepalive_connections=0),
            timeout=httpx.Timeout(
                connect=timeouts.connect,
                write=timeouts.write,
                read=timeouts.read,
                pool=timeouts.pool,
            ),
            transport=transport,
            trust_env=trust_env,
        )
    except (ImportError, OSError, ValueError, httpx.InvalidURL) as error:
        reason = _reason(error)
    # A proxy's address may hold a password, so neither it nor the error is shown.
    raise ConfigError(f"{reason}. Nothing was sent.")


def _reason(error: Exception) -> str:
    if isinstance(error, ImportError):
        return "the environment names a SOCKS proxy, which needs `httpx[socks]`"
    if isinstance(error, OSError):
        return (
            "SSL_CERT_FILE or SSL_CERT_DIR names no certificates; correct or unset it"
        )
    names = "HTTP_PROXY, HTTPS_PROXY, ALL_PROXY or NO_PROXY"
    return f"{names} holds no address that can be read; correct or unset it"
