"""A refusal: why no task was made, in Kling's own codes."""

from __future__ import annotations

HTTP_STATUS = {
    1000: 401,
    1001: 401,
    1002: 401,
    1003: 401,
    1004: 401,
    1100: 429,
    1101: 429,
    1102: 429,
    1103: 403,
    1200: 400,
    1201: 400,
    1202: 404,
    1203: 404,
    1300: 400,
    1301: 400,
    1302: 429,
    1303: 429,
    1304: 429,
    5000: 500,
    5001: 503,
    5002: 504,
}
"""Kling's service codes and the HTTP status each comes with (its docs, 2026-03)."""

BAD_TOKEN_CODES = range(1000, 1005)
UNREADABLE_BODY = 1200
BAD_VALUE = 1201
NO_SUCH_METHOD = 1202
NOT_FOUND = 1203
CONTENT_POLICY = 1301
TOO_MANY_TASKS = 1303
NO_BALANCE = 1102

SHOWN_VALUE_CHARS = 60


class Refusal(Exception):
    """The request is answered with one of Kling's service codes."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    @property
    def status(self) -> int:
        """The HTTP status that Kling sends with this code."""
        return HTTP_STATUS[self.code]


def bad_value(field: str, value: object) -> Refusal:
    """Refuse one field's value in the words Kling is known to use."""
    shown = str(value)[:SHOWN_VALUE_CHARS]
    return Refusal(BAD_VALUE, f"{field} value '{shown}' is invalid")
