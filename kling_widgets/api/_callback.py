"""Callbacks: read like an answer, and checked for who sent them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..errors import ConfigError, InputError, ProviderError
from ._answer import OK, Answer, read_answer
from ._json import UnreadableJson
from ._text import plain, shown, text_of
from ._wire import MAX_ANSWER_BYTES

if TYPE_CHECKING:
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
        InputError: it is not the bytes that arrived.
    """
    _check_bytes(body)
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
    _check_bytes(body)
    given = _texts(headers)
    stamp = given.get("webhook-timestamp", "")
    if not _is_recent(stamp, time.time() if now is None else now):
        return False
    signed = _encoded(f"{given.get('webhook-id', '')}.{stamp}.") + body
    expected = base64.b64encode(_hmac(secret, signed))
    offered = given.get("webhook-signature", "").split()
    matches = [
        hmac.compare_digest(expected, _encoded(text.removeprefix(VERSION)))
        for text in offered
        if text.startswith(VERSION)
    ]
    return any(matches)


def _check_bytes(body: object) -> None:
    if not isinstance(body, bytes):
        need = "body: need the bytes exactly as they arrived"
        raise InputError(f"{need}, got {shown(body)}.", field="body")


def _texts(headers: object) -> dict[str, str]:
    """Return the headers that are text: nobody knows what else a server hands over."""
    if not isinstance(headers, Mapping):
        need = "headers: need a mapping of names to values"
        raise InputError(f"{need}, got {shown(headers)}.", field="headers")
    return {
        name.lower(): plain(value)
        for name, value in headers.items()
        if isinstance(name, str) and isinstance(value, str)
    }


def _encoded(text: str) -> bytes:
    """Return bytes for any text: what a stranger sent may hold half a character."""
    return text.encode("utf-8", "surrogatepass")


def _is_recent(stamp: str, now: float) -> bool:
    plain = stamp.isascii() and stamp.isdigit() and len(stamp) < 16  # noqa: PLR2004
    return plain and abs(now - int(stamp)) <= TOLERANCE_SECONDS


def _hmac(secret: str, signed: bytes) -> bytes:
    text = (text_of(secret) or "").strip()
    try:
        key = base64.b64decode(text.removeprefix(SECRET_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not key:
        raise ConfigError(
            "the webhook secret is not what Kling's console shows (whsec_…)."
        )
    return hmac.new(key, signed, hashlib.sha256).digest()
