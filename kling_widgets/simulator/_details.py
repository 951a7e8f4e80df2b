"""The details of a fault: which ones each takes, and what they may be.

They are checked when a fault is scripted: one that breaks only when it strikes
would be taken for an answer of the simulator's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ._refusal import SHOWN_VALUE_CHARS

if TYPE_CHECKING:
    from collections.abc import Callable

STATUSES = range(200, 600)
WITHOUT_BODY = frozenset({204, 304})
FRAMING = frozenset({"content-length", "transfer-encoding", "connection"})
"""Headers that the server works out itself."""

_header_name = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_header_value = re.compile(r"([!-~\x80-\xff]+([ \t]+[!-~\x80-\xff]+)*)?")


def check_details(fault: str, details: Mapping[str, Any]) -> None:
    """Refuse details that the fault does not take, or that cannot be sent."""
    taken = _MESSAGE if fault.isdecimal() else TAKEN.get(fault, {})
    for name, value in details.items():
        if name not in taken:
            listed = ", ".join(taken) or "no details"
            raise ValueError(f"{fault} has no {seen(name)}: it takes {listed}.")
        taken[name](name, value)
    if details.get("status") in WITHOUT_BODY and details.get("body"):
        raise ValueError(
            f"status is {details['status']}, which comes without a body: leave body out."
        )


def is_sendable(text: object) -> bool:
    """Tell a text that UTF-8 can carry: half a surrogate pair it cannot."""
    if not isinstance(text, str):
        return False
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def is_whole(value: object) -> bool:
    """Tell a whole number; True and False are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def seen(value: object) -> str:
    """Return a value as an error shows it."""
    text = repr(value)
    return text if len(text) <= SHOWN_VALUE_CHARS else f"{text[:SHOWN_VALUE_CHARS]}…"


def _text(name: str, value: object) -> None:
    if not is_sendable(value):
        raise ValueError(f"{name} is {seen(value)}: give a text of whole characters.")


def _code(name: str, value: object) -> None:
    if not (is_whole(value) or is_sendable(value)):
        raise ValueError(f"{name} is {seen(value)}: give a whole number, or a text.")


def _body(name: str, value: object) -> None:
    if not (isinstance(value, bytes) or is_sendable(value)):
        raise ValueError(f"{name} is {seen(value)}: give a text of whole characters.")


def _http_status(name: str, value: object) -> None:
    if not is_whole(value) or value not in STATUSES:
        raise ValueError(
            f"{name} is {seen(value)}: give a whole number from {STATUSES[0]} to "
            f"{STATUSES[-1]}, as 429."
        )


def _headers(name: str, value: object) -> None:
    if not isinstance(value, Mapping):
        raise ValueError(  # noqa: TRY004 - all that is wrong is one kind of error
            f'{name} is {seen(value)}: give names with values, as {{"Retry-After": "7"}}.'
        )
    for header, text in value.items():
        _header(header, text)


def _header(name: object, value: object) -> None:
    if not isinstance(name, str) or not _header_name.fullmatch(name):
        raise ValueError(
            f"A header cannot be named {seen(name)}: use letters and dashes."
        )
    if name.lower() in FRAMING:
        raise ValueError(
            f"The header {name} follows from the body: leave it out. For an answer "
            "that breaks off, script `lost`."
        )
    if not isinstance(value, str) or not _header_value.fullmatch(value):
        raise ValueError(
            f"The header {name} is {seen(value)}: give a text of one line, in Latin letters, with no space around it."
        )


_MESSAGE: Mapping[str, Callable[[str, object], None]] = {"message": _text}
TAKEN: Mapping[str, Mapping[str, Callable[[str, object], None]]] = {
    "failed": {"reason": _text},
    "hidden_code": {"code": _code, "message": _text},
    "model_not_found": {"model_name": _text},
    "reply": {"status": _http_status, "headers": _headers, "body": _body},
    "unknown_status": {"status": _text},
}
"""The details of each fault that takes any; a code of Kling's takes a `message`."""
