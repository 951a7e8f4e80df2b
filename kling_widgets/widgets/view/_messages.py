"""What travels between page and kernel: how much at once, what is believed of it."""

from __future__ import annotations

from typing import Final, TypeGuard

MAX_MESSAGE_BYTES: Final = 1_000_000
"""What goes into one message; servers and proxies drop big ones without a word."""


def is_text(value: object, limit: int) -> TypeGuard[str]:
    """Say whether *value* is a text of at most *limit* characters."""
    return isinstance(value, str) and len(value) <= limit
