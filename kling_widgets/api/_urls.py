"""URLs that a person passes: read strictly, refused with a sentence."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from .._hosts import is_public_host
from ..errors import InputError
from ._text import broken_at, shown

MAX_URL = 4_096
SCHEMES = ("https", "http")

_FORBIDDEN = re.compile(
    r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\\]"
)
_NAMES = {
    "\n": "a line break",
    "\r": "a line break",
    " ": "a space",
    "\\": "a backslash",
}
_LOOKS_LIKE_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:", re.ASCII)


def looks_like_url(text: str) -> bool:
    """Tell a URL, good or bad, from a path or from base64 text."""
    return _LOOKS_LIKE_URL.match(text[:32]) is not None


def check_url(text: str, field: str) -> str:
    """Return the URL if the provider can fetch it, else raise `InputError`."""
    problem = _problem_of_text(text) or _problem_of_parts(text)
    if problem:
        raise InputError(f"{field}: the URL {problem}", field=field)
    return text


def is_private(url: str) -> bool:
    """Tell whether only this machine or its own network can reach the URL."""
    return not is_public_host(urlsplit(url).hostname or "")


def private_sentence(url: str, field: str, advice: str) -> str:
    """Say that a URL leads to an address which the provider cannot reach."""
    host = shown(urlsplit(url).hostname or "")
    return (
        f"{field}: {host} is a private address; the provider cannot reach it. {advice}"
    )


def _problem_of_text(text: str) -> str | None:
    if len(text) > MAX_URL:
        return f"has {len(text):,} characters, at most {MAX_URL:,}."
    found = _FORBIDDEN.search(text)
    if found:
        kind = "a broken" if broken_at(found.group()) else "an invisible"
        name = _NAMES.get(found.group(), f"{kind} character")
        return f"contains {name} at position {found.start() + 1}."
    return None


def _problem_of_parts(text: str) -> str | None:
    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError:
        return f"{shown(text.partition('?')[0])} cannot be read; check host and port."
    if url.scheme not in SCHEMES:
        return f"has the scheme {shown(url.scheme)}; only https is allowed."
    if not url.hostname:
        return "names no host."
    return _problem_of_host(url)


def _problem_of_host(url: SplitResult) -> str | None:
    if "@" in url.netloc:
        return "must not contain a user name or password."
    if url.port == 0:
        return "has port 0, which does not exist."
    return None
