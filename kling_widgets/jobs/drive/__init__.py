"""One job's way, from a durable wish to a clip on disk."""

from __future__ import annotations

from ._decision import Decision, check_decision
from ._drive import drive, end_watch
from ._estimate import usual_for
from ._feed import Feed
from ._holding import REFUSED_SECONDS, hold_without_key
from ._keepsake import Keepsake, take_along
from ._progress import Progress, Stopped

__all__ = [
    "REFUSED_SECONDS",
    "Decision",
    "Feed",
    "Keepsake",
    "Progress",
    "Stopped",
    "check_decision",
    "drive",
    "end_watch",
    "hold_without_key",
    "take_along",
    "usual_for",
]
