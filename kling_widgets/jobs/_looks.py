"""When to look: often while a clip is likely done, rarely before and after.

How likely, tells the law of past times: a log-normal one whose middle four
fifths are the band that the card shows, mixed with a wide one for days on
which everything is different. If looks come at a rate r(t), a clip is noticed
1/2r late on average; the least looks for a given mean lag are those at a rate
proportional to the square root of the hazard, which is the chance that a clip
that is not done yet is done in the next second.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

LAG_SECONDS = 2.1
"""How late a finished clip is noticed on average; looks are as few as that allows."""
SHORTEST_SECONDS = 2.0
LONGEST_SECONDS = 30.0
"""Also where nothing is likely: a task may fail at any time."""

STEP = 0.25
SURPRISE = 0.1
"""How often a clip follows the wide law."""
LATER, WIDER = 2.0, 0.8
"""The wide law: twice as late in the middle, and at least so much spread."""
LEAST_SPREAD = 0.1
"""A handful of equal times in the past promises no equal ones."""

NORMAL = NormalDist()
TENTH = NORMAL.inv_cdf(0.9)


@dataclass(frozen=True, slots=True)
class _Part:
    """A log-normal law, and how much of the whole it is."""

    weight: float
    middle: float
    spread: float

    def density(self, seconds: float) -> float:
        at = (math.log(seconds) - self.middle) / self.spread
        return self.weight * NORMAL.pdf(at) / (self.spread * seconds)

    def left(self, seconds: float) -> float:
        """Return the chance that it takes longer."""
        at = (math.log(seconds) - self.middle) / self.spread
        return self.weight * NORMAL.cdf(-at)


class Looks:
    """The looks for a clip that usually takes from *low* to *high* seconds."""

    def __init__(self, low: float, high: float) -> None:
        middle = math.log(low * high) / 2
        spread = max(math.log(high / low) / (2 * TENTH), LEAST_SPREAD)
        self._parts = (
            _Part(1 - SURPRISE, middle, spread),
            _Part(SURPRISE, middle + math.log(LATER), max(spread, WIDER)),
        )
        self._scale = self._lag_at_rate_root_hazard(middle) / LAG_SECONDS

    def pause(self, elapsed: float) -> float:
        """Return the seconds until the next look is due."""
        pause, due = 0.0, 0.0
        while due < 1 and pause < LONGEST_SECONDS:
            pause += STEP
            due += STEP * self._rate(elapsed + pause)
        return max(pause, SHORTEST_SECONDS)

    def _rate(self, seconds: float) -> float:
        return math.sqrt(self._hazard(seconds)) * self._scale

    def _hazard(self, seconds: float) -> float:
        left = sum(part.left(seconds) for part in self._parts)
        return self._density(seconds) / max(left, 1e-12)

    def _density(self, seconds: float) -> float:
        return sum(part.density(seconds) for part in self._parts)

    def _lag_at_rate_root_hazard(self, middle: float) -> float:
        """Return the mean lag if the rate were the hazard's root itself."""
        ratio, lag = 1.02, 0.0
        for step in range(-150, 250):
            at = math.exp(middle) * ratio**step
            width = at * (ratio - 1)
            lag += self._density(at) * width / (2 * math.sqrt(self._hazard(at)))
        return lag
