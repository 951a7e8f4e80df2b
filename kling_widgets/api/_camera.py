"""The camera of `camera_control`: one movement along one axis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import InputError
from ._number import number
from ._text import listing, shown, text_of

FIELD = "camera_control"
AXES = ("horizontal", "vertical", "pan", "tilt", "roll", "zoom")
"""Kling's own names. Its documents disagree on which of pan and tilt is which."""

TYPES = ("simple", "down_back", "forward_up", "right_turn_forward", "left_turn_forward")
LIMIT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraControl:
    """A camera movement: `type="simple"` with one axis, or a ready-made one."""

    type: str = "simple"
    horizontal: float = 0
    vertical: float = 0
    pan: float = 0
    tilt: float = 0
    roll: float = 0
    zoom: float = 0

    def __post_init__(self) -> None:
        """Check the type, the range of each axis, and that one axis moves."""
        kind = text_of(self.type)
        if kind not in TYPES:
            raise _refusal(f".type: {shown(self.type)}, allowed {listing(TYPES)}.")
        object.__setattr__(self, "type", kind)
        values = {axis: _on_axis(axis, getattr(self, axis)) for axis in AXES}
        for axis, value in values.items():
            object.__setattr__(self, axis, value)
        self._check_moving({axis: value for axis, value in values.items() if value})

    def _check_moving(self, moving: Mapping[str, float]) -> None:
        got = ", ".join(f"{axis}={value:g}" for axis, value in moving.items())
        if self.type != "simple" and moving:
            raise _refusal(f".config: is only for type 'simple'; got {got}.")
        if self.type == "simple" and len(moving) != 1:
            text = ".config: exactly one value may be non-zero"
            raise _refusal(f"{text}; got {got or 'none'}.")

    def to_json(self) -> dict[str, Any]:
        """Return the movement as the wire has it."""
        if self.type != "simple":
            return {"type": self.type}
        config = {axis: getattr(self, axis) for axis in AXES}
        return {"type": self.type, "config": config}


def camera_control(value: object) -> CameraControl:
    """Read a movement from an object or from its wire form."""
    if isinstance(value, CameraControl):
        return value
    if not isinstance(value, Mapping) or not set(value) <= {"type", "config"}:
        raise _refusal(f': need {{"type": …, "config": …}}, got {shown(value)}.')
    config = value.get("config")
    config = {} if config is None else config
    if not isinstance(config, Mapping) or not set(config) <= set(AXES):
        raise _refusal(f".config: allowed {listing(AXES)}; got {shown(config)}.")
    return CameraControl(type=value.get("type", "simple"), **config)


def _on_axis(axis: str, value: object) -> int | float:
    found = number(0 if value is None else value)
    if found is None or abs(found) > LIMIT:
        raise _refusal(f".config.{axis}: {shown(value)}, allowed -{LIMIT} to {LIMIT}.")
    return found


def _refusal(problem: str) -> InputError:
    return InputError(f"{FIELD}{problem}", field=FIELD)
