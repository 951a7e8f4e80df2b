"""What comes from the page, believed only as far as it is checked."""

from __future__ import annotations


def is_text(value: object, limit: int) -> bool:
    """Say whether *value* is a text of at most *limit* characters."""
    return isinstance(value, str) and len(value) <= limit
