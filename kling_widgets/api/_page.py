"""What can be told of an answer that is no JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ._text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_TITLE = 80

_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{0,500})", re.IGNORECASE)


def page_title(raw: bytes) -> str | None:
    """Return a web page's title in quotes, "no title", or None if it is no page."""
    start = raw[:64_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"<"):
        return None
    found = _TITLE.search(start)
    title = clean(found.group(1).decode("utf-8", "replace"), MAX_TITLE) if found else ""
    return f"'{title}'" if title else "no title"


def redirect_target(headers: Mapping[str, str]) -> str:
    """Return " (scheme://host)" of a redirect, without the path and its secrets."""
    try:
        url = urlsplit(headers.get("location", ""))
        host = clean(url.hostname, MAX_TITLE)
    except ValueError:
        return ""
    return f" ({clean(url.scheme, 10)}://{host})" if host else ""
