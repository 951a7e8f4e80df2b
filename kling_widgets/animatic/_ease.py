"""How motion starts and stops."""

from __future__ import annotations


def ease(time: float, ramp: float = 0.15) -> float:
    """Go from 0 to 1: speed up for `ramp` of the time, cruise, slow down alike."""
    time = min(max(time, 0.0), 1.0)
    if time > 0.5:  # noqa: PLR2004 - the second half mirrors the first
        return 1.0 - ease(1.0 - time, ramp)
    cruise = 1.0 / (1.0 - ramp)
    if time < ramp:
        return cruise * time * time / (2.0 * ramp)
    return cruise * (time - ramp / 2.0)


def smooth(value: float) -> float:
    """Clamp to 0…1 with a soft start and a soft end."""
    value = min(max(value, 0.0), 1.0)
    return value * value * (3.0 - 2.0 * value)
