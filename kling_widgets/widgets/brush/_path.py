"""The path of a moving area: whole pixels of the picture, 77 at most."""

from __future__ import annotations

import math
from numbers import Real
from typing import TYPE_CHECKING, Any, Final

from ...api import MAX_POINTS
from ...errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

GROWTH: Final = 1.25

Point = tuple[int, int]


def to_path(
    points: Iterable[Any], size: tuple[int, int], field: str
) -> tuple[Point, ...]:
    """Return the points as whole pixels, thinned where they are too many.

    Raises:
        InputError: A point is none, or lies outside the picture.
    """
    whole = [
        _point(point, size, f"{field}[{place}]", field)
        for place, point in enumerate(points)
    ]
    return tuple(thinned(whole))


def thinned(points: list[Point]) -> list[Point]:
    """Leave points out, those first that the line passes by nearest, until 77 are left."""
    slack = 0.5
    while len(points) > MAX_POINTS:
        points = _straightened(points, slack)
        slack *= GROWTH
    return points


def finite(value: object, place: str, field: str) -> float:
    """Return *value* as a number that can be a place.

    Raises:
        InputError: It is no number, or not a finite one.
    """
    is_number = isinstance(value, Real) and not isinstance(value, bool)
    if is_number and math.isfinite(value):  # type: ignore[arg-type]
        return float(value)  # type: ignore[arg-type]
    raise InputError(f"{place}: must be a number, got {value!r:.40}.", field=field)


def _point(point: Any, size: tuple[int, int], place: str, field: str) -> Point:
    try:
        x, y = point
    except (TypeError, ValueError):
        raise InputError(
            f"{place}: need a point (x, y), got {point!r:.40}.", field=field
        ) from None
    return (
        _inside(x, size[0], f"{place}: x", field),
        _inside(y, size[1], f"{place}: y", field),
    )


def _inside(value: object, end: int, place: str, field: str) -> int:
    pixel = round(finite(value, place, field))
    if 0 <= pixel < end:
        return pixel
    raise InputError(
        f"{place}={pixel} is outside 0…{end - 1}; count from the top left corner.",
        field=field,
    )


def _straightened(points: list[Point], slack: float) -> list[Point]:
    """Leave out all points that the line passes within *slack* (Douglas and Peucker)."""
    kept = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        inner = range(first + 1, last)
        ends = points[first], points[last]
        far = max(inner, key=lambda at: _distance(points[at], *ends), default=first)
        if _distance(points[far], *ends) > slack:
            kept.add(far)
            spans += [(first, far), (far, last)]
    return [points[place] for place in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point is from the line between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    x, y = point[0] - start[0], point[1] - start[1]
    part = (x * dx + y * dy) / ((dx * dx + dy * dy) or 1)
    along = min(1.0, max(0.0, part))
    return math.hypot(x - along * dx, y - along * dy)
