"""The postman: carries one callback to its address, and goes nowhere he may not."""

from __future__ import annotations

import ipaddress
import urllib.request
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE_SECONDS = 5.0


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        """Follow nothing: the next address might be anywhere."""


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())


def is_allowed(url: str, hosts: frozenset[str]) -> bool:
    """Tell whether an address is on this machine, or named as allowed."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host in hosts:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def deliver(
    url: str, body: bytes, headers: Mapping[str, str], *, hosts: frozenset[str]
) -> str:
    """Post a body and return what came of it, in a word or two."""
    if not is_allowed(url, hosts):
        return "not sent: callbacks go to this machine only"
    request = urllib.request.Request(  # noqa: S310 - http and https, checked at create
        url, data=body, headers={"Content-Type": "application/json", **headers}
    )
    try:
        with _opener.open(request, timeout=PATIENCE_SECONDS) as answer:
            return f"HTTP {answer.status}"
    except HTTPError as refused:
        refused.close()
        return f"HTTP {refused.code}"
    except (OSError, HTTPException, ValueError) as exc:
        cause = getattr(exc, "reason", exc)
        return (
            f"no answer: {type(cause if isinstance(cause, OSError) else exc).__name__}"
        )
