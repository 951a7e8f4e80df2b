"""The signature of a callback, after the Standard Webhooks specification."""

from __future__ import annotations

import base64
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SECRET_PREFIX = "whsec_"  # noqa: S105 - the mark of a secret, none itself


def signed_headers(
    secrets: Sequence[str], *, message_id: str, seconds: int, body: bytes
) -> dict[str, str]:
    """Return the headers that prove a body's origin; none without a secret."""
    if not secrets:
        return {}
    signed = f"{message_id}.{seconds}.".encode() + body
    signatures = [f"v1,{_signature(secret, signed)}" for secret in secrets]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(signatures),
    }


def is_secret(secret: str) -> bool:
    """Tell whether a secret has the form that Kling's console gives it."""
    try:
        return bool(_key(secret))
    except ValueError:
        return False


def _key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)


def _signature(secret: str, signed: bytes) -> str:
    return base64.b64encode(hmac.digest(_key(secret), signed, "sha256")).decode()
