"""How long the provider asks to wait."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from email.utils import parsedate_tz
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_PATIENCE_SECONDS = 120.0
"""A provider that asks for more than this is obeyed, and the job says until when."""

MAX_BELIEVED_SECONDS = 24 * 3600.0
"""Nobody means more than a day; such a header is taken for broken."""

_DIGITS = re.compile(r"[0-9]{1,15}")
_HTTP_DATE = re.compile(
    r"[A-Za-z]+, \d\d[ -][A-Za-z]{3}[ -](\d\d){1,2} \d\d:\d\d:\d\d GMT"
    r"|[A-Za-z]{3} [A-Za-z]{3} [\d ]\d \d\d:\d\d:\d\d \d{4}",
    re.ASCII,
)
"""The three forms of RFC 9110, section 5.6.7: all are in GMT."""


def retry_after(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """Return the seconds to wait, or None if no believable header asks for any.

    Reads `retry-after-ms`, then `Retry-After` as RFC 9110 has it: whole seconds, or
    a date. A date counts from the answer's own `Date`, so that our clock may be wrong.
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
    found = _DIGITS.fullmatch((text or "").strip(" \t"))
    return float(found.group()) if found else None


def _date(text: str | None) -> float | None:
    found = _HTTP_DATE.fullmatch((text or "").strip(" \t"))
    parts = parsedate_tz(found.group()) if found else None
    try:
        return datetime(*parts[:6], tzinfo=UTC).timestamp() if parts else None
    except ValueError:
        return None
