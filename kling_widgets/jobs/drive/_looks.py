"""When to look: often while a clip is likely done, rarely before and after.

A look costs a question, and a clip that is done waits for the next one. Where looks
are p seconds apart it waits p/2 on average. The fewest looks for a given mean wait
are those whose distance falls with the root of the hazard h, the chance that a clip
not done yet is done in the next second: p ~ 1/sqrt(h) (J. B. Keller, "Optimum
checking schedules for systems subject to random failure", Management Science, 1974).

Times whose odds of being over grow as a power of the time (log-logistic: a bell over
their logarithm, with tails for bad days) make that a formula. In x = elapsed/middle,
h ~ 1/x / (1 + x**-power), so p ~ sqrt(x + x**(1 - power)), and the mean wait is 0.6
to 0.7 of the distance in the middle, however wide or narrow the usual times are.

No schedule asks much less: `benchmarks/polling.py` prints the least for each law.
"""

from __future__ import annotations

import math

MIDDLE_SECONDS = 3.6
"""How far apart looks are at the middle of the usual times: 2.2 to 2.5 s of lag."""
SHORTEST_SECONDS = 2.0
LONGEST_SECONDS = 30.0
"""Also where nothing is likely: a task may fail at any time, and a card is to live."""

STEP_SECONDS = 0.25
LEAST_RATIO = 1.2
"""A handful of equal times in the past promises no equal ones."""
ODDS_RATIO = 81.0
"""At the low end a tenth is done, odds of 1 to 9, at the high end 9 to 1."""
LATEST = 2.0


def pause_before_look(elapsed: float, low: float, high: float) -> float:
    """Return the seconds until the next look is due.

    Args:
        elapsed: Seconds since the clip was asked for.
        low: By when one in ten such clips is done.
        high: By when nine in ten are done.
    """
    low = max(low, STEP_SECONDS)
    high = max(high, low * LEAST_RATIO)
    pause, due = 0.0, 0.0
    while due < 1 and pause < LONGEST_SECONDS:
        pause += STEP_SECONDS
        due += STEP_SECONDS / _distance(elapsed + pause, low, high)
    return max(pause, SHORTEST_SECONDS)


def _distance(elapsed: float, low: float, high: float) -> float:
    """Return how many seconds apart looks are around one moment.

    Past the usual times what was learned holds less and less: the hazard is taken for
    up to `LATEST` times smaller than it says.
    """
    power = math.log(ODDS_RATIO) / math.log(high / low)
    x = elapsed / math.sqrt(low * high)
    late = min(max(1.0, elapsed / high), LATEST)
    return MIDDLE_SECONDS * math.sqrt(late * (x + x ** (1 - power)) / 2)
