"""How a request proves who sends it. The only place where a key is opened."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import TYPE_CHECKING

import httpx

from ._secret import Secret

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from ._key import AccessKey

TOKEN_SECONDS = 1_800
"""How long a signed token is valid (Kling's documentation, 2026-03)."""

EARLY_SECONDS = 5
"""How far its validity reaches back, for clocks that differ."""

RENEW_SECONDS = 300
"""A token with less time left is replaced before it is used."""


class KeyAuth(httpx.Auth):
    """Sends a plain API key: CometAPI, and Kling itself since 2026-06-17."""

    def __init__(self, key: Secret) -> None:
        self._key = key

    def auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        """Put the key into the request's header."""
        request.headers["Authorization"] = f"Bearer {self._key.reveal()}"
        yield request

    def redact(self, raw: bytes) -> bytes:
        """Return an answer's bytes without the key that they may echo."""
        return self._key.redact(raw)


class SignedAuth(httpx.Auth):
    """Sends a token signed with Kling's access and secret key (HS256)."""

    def __init__(
        self, keys: AccessKey, *, clock: Callable[[], float] = time.time
    ) -> None:
        self._keys = keys
        self._clock = clock
        self._token = Secret("")
        self._expires = 0.0

    def auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        """Put a valid token into the request's header."""
        self._renew()
        request.headers["Authorization"] = f"Bearer {self._token.reveal()}"
        yield request

    def redact(self, raw: bytes) -> bytes:
        """Return an answer's bytes without keys or token that they may echo."""
        for key in (self._keys.access_key, self._keys.secret_key, self._token):
            raw = key.redact(raw)
        return raw

    def _renew(self) -> None:
        now = self._clock()
        if 0 <= self._expires - now - RENEW_SECONDS <= TOKEN_SECONDS:
            return
        self._expires = now + TOKEN_SECONDS
        claims: dict[str, str | int] = {
            "iss": self._keys.access_key.reveal(),
            "exp": int(self._expires),
            "nbf": int(now) - EARLY_SECONDS,
        }
        self._token = Secret(signed(claims, self._keys.secret_key.reveal()))


def signed(claims: Mapping[str, str | int], secret: str) -> str:
    """Return the claims as a JSON Web Token, signed with HMAC-SHA256."""
    text = f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part(claims)}"
    digest = hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()
    return f"{text}.{_unpadded(digest)}"


def _part(content: Mapping[str, str | int]) -> str:
    return _unpadded(json.dumps(dict(content), separators=(",", ":")).encode())


def _unpadded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
