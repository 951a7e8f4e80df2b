"""Why an exchange broke off, in a sentence without addresses or keys."""

from __future__ import annotations

import httpx

from ._text import clean


class UnacceptableAnswer(Exception):
    """An answer was stopped while it was read; the text is a sentence."""


REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (httpx.ConnectTimeout, "The gateway did not take the connection in time."),
    (httpx.PoolTimeout, "No connection was free in time."),
    (httpx.ReadTimeout, "The gateway did not answer in time."),
    (httpx.WriteTimeout, "The request could not be written in time."),
    (httpx.ProxyError, "The proxy refused the connection ({detail})."),
    (httpx.ConnectError, "The gateway could not be reached ({detail})."),
    (httpx.ReadError, "The connection broke while waiting for the answer."),
    (httpx.WriteError, "The connection broke while the request was written."),
    (httpx.RemoteProtocolError, "The gateway broke off, or spoke no proper HTTP."),
    (httpx.UnsupportedProtocol, "The base URL is neither https nor http."),
    (UnacceptableAnswer, "{detail}"),
    (TimeoutError, "The whole exchange took too long and was given up."),
)
"""The first class that fits wins. Texts of exceptions may hold addresses, so only
those about connecting are shown."""

MAX_DETAIL = 200


def describe(exc: BaseException | None) -> str:
    """Say in a sentence why there is no answer."""
    for kind, sentence in REASONS:
        if isinstance(exc, kind):
            detail = clean(str(exc), MAX_DETAIL) or "no reason given"
            return sentence.format(detail=detail)
    broke_off = "The exchange broke off"
    return f"{broke_off} ({type(exc).__name__})." if exc else f"{broke_off}."
