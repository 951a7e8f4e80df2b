"""A key that never shows itself: not in a repr, a log, a pickle or a traceback."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any, NoReturn

from ..errors import ConfigError
from ._text import plain

HIDDEN = "Secret('***')"
MIN_REDACTED = 8
"""A shorter text is no key, and would be found in innocent words."""


class Secret:
    """Text that only `reveal` gives out, and only the sending code calls that."""

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        if not isinstance(value, str):
            kind = type(value).__name__
            raise ConfigError(f"a secret is text, and this is of the type {kind}.")
        self.__value = plain(value)

    @property
    def _bytes(self) -> bytes:
        return self.__value.encode("utf-8", "surrogatepass")

    def reveal(self) -> str:
        """Return the text itself, for the one place that sends it."""
        return self.__value

    def fingerprint(self, salt: str) -> str:
        """Return eight characters that tell keys apart, and nothing about them."""
        digest = hmac.new(self._bytes, salt.encode(), hashlib.sha256)
        return digest.hexdigest()[:8]

    def redact(self, raw: bytes) -> bytes:
        """Return the bytes with every copy of the text replaced."""
        if len(self.__value) < MIN_REDACTED:
            return raw
        return raw.replace(self._bytes, b"***")

    def __eq__(self, other: object) -> bool:
        """Compare without telling by the time how much was equal."""
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._bytes, other._bytes)

    def __hash__(self) -> int:
        """Hash like any other value, so that frozen values may hold it."""
        return hash((Secret, self.__value))

    def __repr__(self) -> str:
        return HIDDEN

    def __format__(self, spec: str) -> str:
        return format(HIDDEN, spec)

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Secret:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("A Secret cannot be pickled: it must not reach a file.")
