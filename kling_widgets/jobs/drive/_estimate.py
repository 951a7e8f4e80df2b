"""How long a clip usually takes: what this user saw before, else what is known."""

from __future__ import annotations

from statistics import quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...api import ImageToVideoRequest
    from ..journal import JobSnapshot, Journal

DOCUMENTED = (60.0, 300.0)
"""Seconds for a 5 s clip: tools that call Kling report 1 to 5 minutes, 164 s on average."""
BEYOND = 1.15
"""These are the ends of most, not of all: as single jobs they lie a little further out."""


def usual_for(
    clip: ImageToVideoRequest | JobSnapshot,
    *,
    gateway: str,
    journal: Journal,
    speed: float,
) -> tuple[float, float]:
    """Return how long clips of this kind usually take, by the journal's own past.

    Args:
        clip: What is, or was, asked for.
        gateway: The name of where it is made.
        journal: The past.
        speed: How much faster than at Kling time passes there.
    """
    kind = (clip.model_name, clip.mode, clip.duration)
    return usual_seconds(journal.seconds_taken(gateway, *kind), clip.duration, speed)


def usual_seconds(
    past: Sequence[float], duration: str, speed: float = 1.0
) -> tuple[float, float]:
    """Return the band in which four fifths of such clips are done.

    What is documented counts for two more jobs, one at either end: the first own job
    narrows the band, a few that happen to agree do not make a promise, and from
    twenty on only own times count.

    Args:
        past: Seconds that earlier jobs of the same kind took here.
        duration: Length of the clip in seconds, as the API's text.
        speed: How much faster than at Kling time passes at this gateway.
    """
    stretch = max(1.0, float(duration) / 5) / speed
    low, high = (stretch * end for end in DOCUMENTED)
    if not past:
        return low, high
    known = (low / BEYOND, *past, high * BEYOND)
    tenths = quantiles(known, n=10, method="inclusive")
    return tenths[0], tenths[-1]
