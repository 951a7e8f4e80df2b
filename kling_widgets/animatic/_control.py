"""The camera_control of a request, as a move."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import and_
from typing import Any

from ..errors import InputError
from ._move import HOLD, Move

FIELD = "camera_control"

_LARGEST = 10.0
"""The number that asks for the most."""

# What +10 does, in the signs of Kling's documentation of 2026: right, up, clockwise,
# and for zoom a wider view. On a flat picture turning the camera (pan, tilt) looks
# like moving it (horizontal, vertical).
_AXES = {
    "horizontal": Move(right=0.12),
    "vertical": Move(down=-0.12),
    "pan": Move(right=0.12),
    "tilt": Move(down=-0.12),
    "roll": Move(roll=12.0),
    "zoom": Move(zoom=0.72),
}
_PRESETS = {
    "down_back": Move(down=0.06, zoom=0.86),
    "forward_up": Move(down=-0.06, zoom=1.22),
    "right_turn_forward": Move(right=0.09, zoom=1.22),
    "left_turn_forward": Move(right=-0.09, zoom=1.22),
}


def read_control(control: object) -> Move | None:
    """Return the move that camera_control asks for, or None if it asks nothing."""
    if not control:
        return None
    if not isinstance(control, Mapping):
        raise InputError(
            f'{FIELD} is {type(control).__name__}: give {{"type": …, "config": …}}.',
            field=FIELD,
        )
    if control.get("type") in _PRESETS:
        return _PRESETS[control["type"]]
    config = control.get("config") or {}
    return reduce(and_, (_turned(axis, config) for axis in _AXES), HOLD)


def _turned(axis: str, config: Mapping[str, Any]) -> Move:
    amount = config.get(axis) or 0.0
    if not isinstance(amount, (int, float)) or not abs(amount) <= _LARGEST:
        raise InputError(
            f"{FIELD}'s {axis} is {amount!r}: give a number from -10 to 10.",
            field=FIELD,
        )
    return _AXES[axis] * (amount / _LARGEST)
