"""How much memory a piece of work takes, beyond what is there before it."""

from __future__ import annotations

import contextlib
import tracemalloc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MEGABYTE = 1 << 20
MAX_EXTRA_BYTES = 64 * MEGABYTE
LARGEST_ANSWER = MEGABYTE
FLOOR = MEGABYTE
"""What may be taken for an answer of no bytes."""

SHARE = (MAX_EXTRA_BYTES - FLOOR) // LARGEST_ANSWER


class Peak:
    """What was the most, so far."""

    bytes = 0


@contextlib.contextmanager
def peak() -> Iterator[Peak]:
    """Measure what Python allocates meanwhile."""
    found = Peak()
    tracemalloc.start()
    try:
        yield found
    finally:
        _, found.bytes = tracemalloc.get_traced_memory()
        tracemalloc.stop()


@contextlib.contextmanager
def little_memory(answer_bytes: int) -> Iterator[Peak]:
    """Fail where an answer takes more than its share of 64 MiB.

    An answer is a megabyte at most, and may take 64. One of a thousand bytes may take
    no more for each byte, so small answers show what large ones would do.
    """
    with peak() as found:
        yield found
    limit = FLOOR + SHARE * answer_bytes
    assert found.bytes < limit, f"{answer_bytes} bytes took {found.bytes} of memory"
