"""How long the provider asks to wait."""

from __future__ import annotations

import math
import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_PATIENCE_SECONDS = 120.0
"""Wait this long at most; a longer request to wait is a reason to hold the job."""

MAX_BELIEVED_SECONDS = 24 * 3600.0
"""Nobody means more than a day; such a header is taken for broken."""


def retry_after(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """Return the seconds to wait, or None if no believable header asks for any.

    Reads `retry-after-ms`, then `Retry-After` in seconds or as an HTTP date. A date
    counts from the answer's own `Date`, so that our clock may be wrong.
    """
    millis = _number(headers.get("retry-after-ms"))
    if millis is not None:
        return _believed(millis / 1000)
    text = headers.get("retry-after")
    seconds = _number(text)
    if seconds is not None:
        return _believed(seconds)
    until = _date(text)
    if until is None:
        return None
    start = _date(headers.get("date"))
    if start is None:
        start = time.time() if now is None else now
    return _believed(until - start)


def _believed(seconds: float) -> float | None:
    return seconds if 0 < seconds <= MAX_BELIEVED_SECONDS else None


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else -1.0


def _date(text: str | None) -> float | None:
    try:
        return parsedate_to_datetime(text or "").timestamp()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
