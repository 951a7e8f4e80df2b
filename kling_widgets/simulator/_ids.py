"""Task ids: snowflakes, so that an id tells when its task was made."""

from __future__ import annotations

import itertools
import secrets

GATEWAY_EPOCH_MS = 1_288_834_974_657
"""The epoch behind the id on CometAPI's own page (Twitter's default)."""

KLING_EPOCH_MS = 1_568_028_518_782
"""The epoch behind the ids in Kling's own examples."""

LOW_BITS = 22
SEQUENCE_BITS = 12

_node = secrets.randbelow(1 << (LOW_BITS - SEQUENCE_BITS))
_sequence = itertools.count(secrets.randbelow(1 << SEQUENCE_BITS))


def gateway_id(created_ms: int) -> str:
    """Return an id as an intermediary issues it: time, node, sequence."""
    low = _node << SEQUENCE_BITS | next(_sequence) % (1 << SEQUENCE_BITS)
    return _snowflake(created_ms - GATEWAY_EPOCH_MS, low)


def kling_id(created_ms: int) -> str:
    """Return an id as Kling issues it: time and 22 bits that mean nothing to us."""
    return _snowflake(created_ms - KLING_EPOCH_MS, secrets.randbelow(1 << LOW_BITS))


def _snowflake(age_ms: int, low: int) -> str:
    return str(max(age_ms, 0) << LOW_BITS | low)
