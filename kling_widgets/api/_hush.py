"""What httpx and httpcore would log of our exchanges: links with signatures, headers.

The package has one line of its own for each exchange. Those of the libraries are
left out for our exchanges, and for nobody else's.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LOGGERS = (
    "httpx",
    "httpcore.connection",
    "httpcore.http11",
    "httpcore.http2",
    "httpcore.proxy",
    "httpcore.socks",
)
"""A filter is not inherited, so each needs it."""

_is_ours: ContextVar[bool] = ContextVar("kling_widgets_exchange", default=False)


@contextmanager
def hushed() -> Iterator[None]:
    """Keep the libraries from logging what this task does meanwhile."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(_is_of_others)  # once, however often
    token = _is_ours.set(True)
    try:
        yield
    finally:
        _is_ours.reset(token)


def _is_of_others(_: logging.LogRecord) -> bool:
    return not _is_ours.get()
