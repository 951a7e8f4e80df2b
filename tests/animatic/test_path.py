"""A painted trajectory is a smooth way through its points."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, strategies as st

from kling_widgets.animatic._path import Path

coordinates = st.integers(0, 4000)
trails = st.lists(st.tuples(coordinates, coordinates), min_size=2, max_size=77)


def path(*points: tuple[float, float]) -> Path:
    made = Path.through(points)
    assert made is not None
    return made


def test_a_path_starts_at_rest_and_ends_at_its_last_point() -> None:
    """At the start nothing has moved; at the end all of the way is done."""
    way = path((10, 20), (60, 90), (200, 40))

    assert way.shift(0.0) == (0.0, 0.0)
    assert way.shift(1.0) == pytest.approx((190, 20))


def test_a_path_goes_through_every_point() -> None:
    """A path leaves out none of the points that were painted."""
    points = [(0, 0), (100, 50), (120, 200), (-40, 180), (-60, 20)]
    way = path(*points)
    walked = np.array([way.shift(time / 4000) for time in range(4001)])

    for point in points:
        assert np.hypot(*(walked - point).T).min() < 0.2


def test_two_points_make_a_straight_line() -> None:
    """Between two points nothing bends."""
    way = path((0, 0), (300, 100))

    for time in (0.1, 0.3, 0.5, 0.9):
        x, y = way.shift(time)
        assert y == pytest.approx(x / 3)


def test_a_path_is_walked_at_an_even_pace() -> None:
    """Points that lie close together do not slow the subject down."""
    way = path((0, 0), (10, 0), (20, 0), (30, 0), (400, 0))
    cruise = [way.shift(0.2 + step / 20)[0] for step in range(13)]

    assert np.diff(cruise) == pytest.approx(np.diff(cruise)[0])


def test_a_path_starts_and_stops_softly() -> None:
    """The first and the last step are much shorter than one in the middle."""
    way = path((0, 0), (400, 0))
    first, middle, last = (
        way.shift(begin + 0.02)[0] - way.shift(begin)[0] for begin in (0.0, 0.5, 0.98)
    )

    assert first < middle / 5
    assert last < middle / 5


@pytest.mark.parametrize(
    "points",
    [[], [(5, 5)], [(5, 5), (5, 5)], [(5, 5), (5.1, 5.1)]],
)
def test_a_dot_is_no_path(points: list[tuple[float, float]]) -> None:
    """What goes nowhere moves nothing."""
    assert Path.through(points) is None


@given(trails, st.floats(0, 1))
def test_any_trail_can_be_walked(
    points: list[tuple[float, float]], time: float
) -> None:
    """Repeats, crossings and sharp turns never lead off the map."""
    way = Path.through(points)

    if way is not None:
        assert all(math.isfinite(side) for side in way.shift(time))
        assert max(map(abs, way.shift(time))) < 6000
