"""Callbacks: read like an answer, and checked for who sent them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import time
from typing import TYPE_CHECKING

from ..errors import ConfigError, ProviderError
from ._answer import OK, Answer, read_answer
from ._json import UnreadableJson
from ._wire import MAX_ANSWER_BYTES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._task import Task

TOLERANCE_SECONDS = 300
SECRET_PREFIX = "whsec_"  # noqa: S105 - a prefix, no secret
VERSION = "v1,"


def read_callback(body: bytes) -> Task:
    """Return the task that a callback reports, flat or wrapped.

    A callback proves nothing by itself: it may come twice, late, in the wrong order,
    or from a stranger. Asking with `KlingClient.get` stays the source of truth.

    Raises:
        ProviderError: the body reports no task.
    """
    answer = Answer(code="", message="it is longer than 1 MiB")
    if len(body) <= MAX_ANSWER_BYTES:
        try:
            answer = read_answer(body)
        except UnreadableJson as problem:
            answer = Answer(code="", message=str(problem))
    if answer.code == OK and answer.task:
        return answer.task
    reason = answer.message or "it names no task"
    raise ProviderError(f"The callback cannot be used: {reason}.")


def is_authentic(
    body: bytes, headers: Mapping[str, str], secret: str, *, now: float | None = None
) -> bool:
    """Tell whether a callback was signed with your webhook secret, minutes ago.

    Kling signs as Standard Webhooks has it, since 2026-08-07 and only for accounts
    that made a secret in Kling's console: a CometAPI user's callbacks are unsigned.

    Args:
        body: the bytes exactly as they arrived.
        headers: the request's headers, names in any case.
        secret: `whsec_…` from the console.
        now: Unix seconds, for tests.
    """
    given = {name.lower(): value for name, value in headers.items()}
    stamp = given.get("webhook-timestamp", "")
    if not _is_recent(stamp, time.time() if now is None else now):
        return False
    signed = f"{given.get('webhook-id', '')}.{stamp}.".encode() + body
    expected = base64.b64encode(_hmac(secret, signed))
    offered = given.get("webhook-signature", "").split()
    matches = [
        hmac.compare_digest(expected, text.removeprefix(VERSION).encode())
        for text in offered
        if text.startswith(VERSION)
    ]
    return any(matches)


def _is_recent(stamp: str, now: float) -> bool:
    plain = stamp.isascii() and stamp.isdigit() and len(stamp) < 16  # noqa: PLR2004
    return plain and abs(now - int(stamp)) <= TOLERANCE_SECONDS


def _hmac(secret: str, signed: bytes) -> bytes:
    try:
        key = base64.b64decode(
            secret.strip().removeprefix(SECRET_PREFIX), validate=True
        )
    except (binascii.Error, ValueError):
        key = b""
    if not key:
        raise ConfigError(
            "the webhook secret is not what Kling's console shows (whsec_…)."
        )
    return hmac.new(key, signed, hashlib.sha256).digest()
