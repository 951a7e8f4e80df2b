"""A link to a picture: checked by its text, passed to the provider, never fetched."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

from .._hosts import in_ascii
from ..errors import InputError
from ._hosts import check_reachable
from ._limits import MAX_URL_LENGTH
from ._say import printable, shown

SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]+):", re.IGNORECASE)

WITHOUT_SLASHES: Final = {"http", "https", "javascript", "file", "ftp", "blob"}
"""Schemes that no file name is mistaken for, also without `//` behind them."""

MAX_PORT: Final = 65535
ASCII_URL: Final = "!#$%&'()*+,/:;=?@[]~"


def is_link(text: str) -> bool:
    """Whether the text is written as an address (`data:` is not one)."""
    text = text.strip()
    match = SCHEME.match(text)
    if match is None:
        return False
    named = match[1].lower() in WITHOUT_SLASHES
    return named or text[match.end() :].startswith("//")


def check_link(text: str, field: str) -> tuple[str, tuple[str, ...]]:
    """The link as it is sent, and what is to be said about it.

    Raises:
        InputError: the provider could not fetch it, or should not be asked to.
    """
    url = text.strip()
    _check_characters(url, field)
    scheme = url.partition(":")[0].lower()
    _check_scheme(scheme, field)
    parts = _split(url, field)
    host, notes = _ascii_host(parts.hostname or "", field)
    check_reachable(host, field)
    if scheme == "http":
        notes = (*notes, "the link is not encrypted (http)")
    return _rebuilt(parts, host), notes


def _check_characters(url: str, field: str) -> None:
    if len(url) > MAX_URL_LENGTH:
        raise InputError(
            f"{field} URL: {len(url):,} characters, the limit is {MAX_URL_LENGTH:,}. "
            "Pass the file instead.",
            field=field,
        )
    for position, char in enumerate(url):
        name = _forbidden(char)
        if name:
            raise InputError(
                f"{field} URL: contains {name} at position {position}. "
                "Copy the link again, or write it percent-encoded.",
                field=field,
            )


def _forbidden(char: str) -> str:
    if char in "\r\n":
        return "a line break"
    if char.isspace():
        return "a space"
    if char == "\\":
        return "a backslash"
    if unicodedata.category(char).startswith("C"):
        return "a control character"
    return ""


def _check_scheme(scheme: str, field: str) -> None:
    if scheme == "file":
        raise InputError(f"{field}: give the path without file://.", field=field)
    if scheme not in {"http", "https"}:
        raise InputError(
            f"{field} URL: scheme {shown(scheme)} is not allowed (https only).",
            field=field,
        )


def _split(url: str, field: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError as exc:
        raise InputError(f"{field} URL: it is not well formed.", field=field) from exc
    if "@" in parts.netloc:
        raise InputError(
            f"{field} URL: must not contain a user name or password.", field=field
        )
    if not parts.hostname:
        raise InputError(f"{field} URL: no host in it.", field=field)
    _check_port(parts, field)
    return parts


def _check_port(parts: SplitResult, field: str) -> None:
    tail = parts.netloc.rpartition("]")[2]
    port = tail.rpartition(":")[2] if ":" in tail else ""
    digits = port.isascii() and port.isdigit()
    if port and not (digits and 1 <= int(port) <= MAX_PORT):
        raise InputError(
            f"{field} URL: port {printable(port)} does not exist.", field=field
        )


def _ascii_host(host: str, field: str) -> tuple[str, tuple[str, ...]]:
    """The host as the wire writes it. Look-alike letters show themselves there."""
    if host.isascii():
        return host, ()
    try:
        plain = in_ascii(host)
    except ValueError as exc:
        raise InputError(
            f"{field} URL: {shown(host)} is no host name.", field=field
        ) from exc
    return plain, (f"the link's host is {plain}",)


def _rebuilt(parts: SplitResult, host: str) -> str:
    port = f":{parts.port}" if parts.port else ""
    netloc = f"[{host}]" if ":" in host else host
    plain = parts._replace(scheme=parts.scheme.lower(), netloc=netloc + port)
    return quote(plain.geturl(), safe=ASCII_URL)
