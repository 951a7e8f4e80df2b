"""How much trouble one provider is given: all jobs with one client share it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ...errors import ProviderError

if TYPE_CHECKING:
    from ...api import KlingClient
    from ...errors import KlingError

FULL = 100
COST_OF_AN_ERROR = 5
COST_OF_SILENCE = 10
"""No answer at all costs the provider, and us, the most."""
SLOW_SECONDS = 60.0
"""How far apart looks are where there is no patience left."""


class Patience:
    """Tokens that unanswered questions use up and answers bring back, one by one."""

    def __init__(self) -> None:
        self._tokens = FULL

    def answered(self) -> None:
        """Take note of an answer."""
        self._tokens = min(self._tokens + 1, FULL)

    def unanswered(self, error: KlingError) -> None:
        """Take note of a question without a usable answer."""
        spoke = isinstance(error, ProviderError) and error.http_status is not None
        cost = COST_OF_AN_ERROR if spoke else COST_OF_SILENCE
        self._tokens = max(self._tokens - cost, 0)

    def at_least(self, seconds: float) -> float:
        """Return how long to wait before the next question."""
        return seconds if self._tokens else max(seconds, SLOW_SECONDS)


_of: WeakKeyDictionary[KlingClient, Patience] = WeakKeyDictionary()


def patience_with(client: KlingClient) -> Patience:
    """Return what all jobs of a client share."""
    return _of.setdefault(client, Patience())
