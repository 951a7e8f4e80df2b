"""The motion brush: a painted area, and the way that it shall go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..errors import InputError
from ._number import number
from ._picture import describe, picture_text
from ._text import shown

FIELD = "dynamic_masks"
MIN_POINTS = 2
MAX_POINTS = 77
"""For a clip of 5 seconds (Kling's documentation, 2026-03)."""

MAX_PIXEL = 2**31 - 1
"""What the size of a PNG can be at most; a known picture's own size is far less."""


class Point(NamedTuple):
    """A place in the picture, counted in pixels from the bottom-left corner."""

    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DynamicMask:
    """One painted area (`mask`) with the points that it moves along."""

    mask: str
    """The area in white: a URL or base64 text."""

    trajectories: tuple[Point, ...]
    """2 to 77 points in the order of the motion; x to the right, y upwards."""

    def __post_init__(self) -> None:
        """Check both parts and bring them into their wire form."""
        object.__setattr__(self, "mask", picture_text(self.mask, f"{FIELD}.mask"))
        object.__setattr__(self, "trajectories", _points(self.trajectories))

    def __repr__(self) -> str:
        """Show the way, and the mask by its size only."""
        mask = describe(self.mask)
        return f"DynamicMask(mask={mask}, trajectories={self.trajectories})"

    @property
    def moves(self) -> bool:
        """Whether the points differ at all."""
        return len(set(self.trajectories)) > 1

    def to_json(self) -> dict[str, Any]:
        """Return the group as the wire has it."""
        points = [{"x": point.x, "y": point.y} for point in self.trajectories]
        return {"mask": self.mask, "trajectories": points}


def flip(points: Sequence[tuple[int, int]], height: int) -> tuple[Point, ...]:
    """Turn points counted from the top into points counted from the bottom, or back.

    Screens count y downwards, Kling counts it upwards (Kling's documentation,
    2026-03: "the origin is the bottom-left corner"). Pixel rows are 0 … height-1
    either way, so y becomes height-1-y; what Kling makes of y == height is not
    documented. This is the only place where the axis turns.
    """
    top = _whole(height) - 1
    try:
        pairs = [(x, y) for x, y in points]
    except (TypeError, ValueError):
        raise _refusal(f": need points (x, y), got {shown(points)}.") from None
    return tuple(Point(_whole(x), top - _whole(y)) for x, y in pairs)


def _whole(value: object) -> int:
    found = number(value)
    if found is None:
        raise _refusal(f": need a number of pixels, got {shown(value)}.")
    return round(found)


def dynamic_masks(value: object) -> tuple[DynamicMask, ...]:
    """Read groups from objects or from their wire form."""
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        kind = type(value).__name__
        raise _refusal(f": need a list of groups, got {kind}.")
    return tuple(_group(item, number) for number, item in enumerate(value))


def _group(item: object, number: int) -> DynamicMask:
    if isinstance(item, DynamicMask):
        return item
    need = 'need {"mask": …, "trajectories": [{"x": int, "y": int}, …]}'
    if not isinstance(item, Mapping) or set(item) != {"mask", "trajectories"}:
        raise _refusal(f"[{number}]: {need}, got {_keys(item)}.")
    try:
        return DynamicMask(**item)
    except InputError as error:
        problem = error.message.removeprefix(FIELD)
    raise _refusal(f"[{number}]{problem}")


def _points(value: object) -> tuple[Point, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        raise _refusal(f".trajectories: need a list of points, got {shown(value)}.")
    if not MIN_POINTS <= len(value) <= MAX_POINTS:
        count = f"{len(value)} point{'s' * (len(value) != 1)}"
        raise _refusal(f".trajectories: {count}, need {MIN_POINTS} to {MAX_POINTS}.")
    return tuple(_point(item, number) for number, item in enumerate(value))


def _point(item: object, number: int) -> Point:
    place = f".trajectories[{number}]"
    if isinstance(item, Mapping) and set(item) == {"x", "y"}:
        x, y = item["x"], item["y"]
    elif isinstance(item, tuple | list) and len(item) == len(Point._fields):
        x, y = item
    else:
        raise _refusal(f'{place}: need {{"x": int, "y": int}}, got {shown(item)}.')
    return Point(_pixel(x, f"{place}.x"), _pixel(y, f"{place}.y"))


def _pixel(value: object, place: str) -> int:
    found = number(value)
    if found is None:
        raise _refusal(f"{place}: must be a whole number, got {shown(value)}.")
    pixel = round(found)
    if pixel < 0:
        seen = f"{shown(pixel)} is outside the picture"
        raise _refusal(f"{place}: {seen}; count from 0.")
    if pixel > MAX_PIXEL:
        seen = f"{shown(pixel)} is outside every picture"
        raise _refusal(f"{place}: {seen}; the largest is {MAX_PIXEL:,}.")
    return pixel


def _keys(item: object) -> str:
    return shown(list(item) if isinstance(item, Mapping) else item)


def _refusal(problem: str) -> InputError:
    return InputError(f"{FIELD}{problem}", field=FIELD)
