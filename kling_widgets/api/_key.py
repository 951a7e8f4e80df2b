"""Keys as people paste them: mended where that is safe, else refused unseen."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from ..errors import ConfigError
from ._secret import Secret

log = logging.getLogger("kling_widgets")

QUOTES = "\"'`"
NO_KEY = (
    "no key. Set COMETAPI_KEY or pass api_key; "
    "with no key at all, the built-in simulator works for free."
)

_BEARER = re.compile(r"(?:authorization\s*:\s*)?bearer\s+", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r".*(?:\.{3}|\u2026).*|<.*>|\$\{?\w+\}?|x{4,}|(?:sk-)?x{6,}|.*your.*key.*|api[-_]?key|[a-z_]+_key",
    re.IGNORECASE,
)
_KLING_PAIR = re.compile(r"[A-Za-z0-9]{32}(?:\s*[:,;/ ]\s*[A-Za-z0-9]{32})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class AccessKey:
    """Kling's own pair of keys, from which short-lived tokens are signed."""

    access_key: Secret
    secret_key: Secret

    def __init__(self, access_key: str | Secret, secret_key: str | Secret) -> None:
        object.__setattr__(self, "access_key", read_key(access_key))
        object.__setattr__(self, "secret_key", read_key(secret_key))


def read_key(given: str | Secret | None, *, gateway: bool = False) -> Secret:
    """Return a usable key, or raise `ConfigError` without showing it.

    Args:
        given: the key as somebody pasted it.
        gateway: whether it is for CometAPI, which takes none of Kling's own keys.
    """
    text = given.reveal() if isinstance(given, Secret) else given
    if not isinstance(text, str) or not text.strip():
        raise ConfigError(NO_KEY)
    bare = _unwrapped(text)
    problem = _problem(bare, gateway=gateway)
    if problem:
        raise ConfigError(problem)
    if bare != text:
        log.warning("The key had spaces, quotes or 'Bearer' around it: removed.")
    return given if isinstance(given, Secret) and bare == text else Secret(bare)


def _unwrapped(text: str) -> str:
    bare = _BEARER.sub("", text.strip().strip(QUOTES).strip(), count=1)
    return bare.strip().strip(QUOTES).strip()


def _problem(key: str, *, gateway: bool) -> str | None:
    if _PLACEHOLDER.fullmatch(key):
        return "the key looks like a placeholder. Put your own key in its place."
    if gateway and _KLING_PAIR.fullmatch(key):
        return "this looks like a Kling access key; CometAPI keys start with 'sk-'."
    for position, character in enumerate(key, 1):
        if not character.isascii():
            kind = "a character that is not plain ASCII"
        elif not character.isprintable() or character == " ":
            kind = "a space or control character"
        else:
            continue
        return f"the key contains {kind} (position {position}). Copy it again."
    return None
