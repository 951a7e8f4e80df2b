"""The bearer check: whose account a request is for."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from typing import TYPE_CHECKING, Any, TypeGuard

from ._refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

DEMO_KEY = "sk-simulator"
"""The key for the simulator. Any other short key that starts with `sk-` does too."""

PLACEHOLDER = "<token>"
"""What stands in the API page's example: that works as it is."""

REAL_KEY = re.compile(r"sk-[\w-]{40,}")

LAST_SECOND = 253_402_300_799
"""The end of the year 9999."""

INVALID, EMPTY, MALFORMED, TOO_EARLY, EXPIRED = 1000, 1001, 1002, 1003, 1004


def bearer(header: str | None) -> str:
    """Return the token of an Authorization header, or refuse."""
    if not header or not header.strip():
        raise Refusal(EMPTY, "Authorization is empty")
    scheme, _, token = header.strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Refusal(MALFORMED, "Authorization is invalid")
    return token.strip()


def account(
    token: str,
    *,
    api_key: str | None,
    access_keys: Mapping[str, str],
    takes_any_token: bool,
    now: float,
) -> str:
    """Return whose account a token opens, as a name that does not hold the token."""
    takes_jwt = takes_any_token and (bool(access_keys) or api_key is None)
    if takes_jwt and token.count(".") == 2:  # noqa: PLR2004 - header.claims.signature
        return _fingerprint(_issuer(token, access_keys, now))
    if api_key is not None:
        if not hmac.compare_digest(token.encode(), api_key.encode()):
            raise Refusal(INVALID, "Invalid token")
    elif REAL_KEY.fullmatch(token):
        raise Refusal(
            INVALID,
            "Invalid token: this looks like a real key, and the simulator wants none. "
            f"Use a short one such as {DEMO_KEY}",
        )
    elif not (takes_any_token or token.startswith("sk-") or token == PLACEHOLDER):
        raise Refusal(INVALID, "Invalid token")
    return _fingerprint(token)


def _fingerprint(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def _issuer(token: str, access_keys: Mapping[str, str], now: float) -> str:
    """Return who signed a JSON web token (HS256), or refuse it."""
    head, claims, issuer = _read(token)
    if head.get("alg") != "HS256" or not _is_name(issuer):
        raise Refusal(MALFORMED, "Authorization is invalid")
    if access_keys and not _is_signed(token, access_keys.get(issuer)):
        raise Refusal(INVALID, "Authorization signature is invalid")
    if _seconds(claims, "nbf", 0) > now:
        raise Refusal(TOO_EARLY, "Authorization is not active")
    if _seconds(claims, "exp", 0) <= now:
        raise Refusal(EXPIRED, "Authorization is expired")
    return issuer


def _read(token: str) -> tuple[dict[str, Any], dict[str, Any], Any]:
    try:
        head, claims = map(_object, token.split(".")[:2])
    except (ValueError, RecursionError) as exc:
        raise Refusal(MALFORMED, "Authorization is invalid") from exc
    return head, claims, claims.get("iss")


def _object(part: str) -> dict[str, Any]:
    found = json.loads(_decode(part))
    if not isinstance(found, dict):
        raise ValueError("no object")  # noqa: TRY004 - to be refused as no JSON is
    return found


def _is_name(issuer: object) -> TypeGuard[str]:
    """Tell a text that can be written down: half a surrogate pair cannot."""
    return isinstance(issuer, str) and issuer.isprintable() and issuer.strip() != ""


def _seconds(claims: Mapping[str, Any], name: str, default: float) -> float:
    """Return a claim's time. NaN and what no calendar has would never come."""
    value = claims.get(name, default)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= LAST_SECOND:
        raise Refusal(MALFORMED, f"Authorization {name} is invalid")
    return float(value)


def _is_signed(token: str, secret: str | None) -> bool:
    if secret is None:
        return False
    signed, _, signature = token.rpartition(".")
    expected = hmac.digest(secret.encode(), signed.encode(), "sha256")
    try:
        return hmac.compare_digest(_decode(signature), expected)
    except ValueError:
        return False


def _decode(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
