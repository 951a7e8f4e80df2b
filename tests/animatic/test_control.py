"""camera_control becomes a camera move, in the signs of Kling's documentation."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.animatic._control import read_control
from kling_widgets.errors import InputError

if TYPE_CHECKING:
    from kling_widgets.animatic._move import Move


def simple(**config: float) -> Move:
    move = read_control({"type": "simple", "config": config})
    assert move is not None
    return move


@pytest.mark.parametrize("axis", ["horizontal", "pan"])
def test_positive_is_to_the_right(axis: str) -> None:
    """Along the horizontal, positive numbers look to the right."""
    assert simple(**{axis: 5}).right > 0 > simple(**{axis: -5}).right


@pytest.mark.parametrize("axis", ["vertical", "tilt"])
def test_positive_is_upwards(axis: str) -> None:
    """Along the vertical, positive numbers look up."""
    assert simple(**{axis: 5}).down < 0 < simple(**{axis: -5}).down


def test_positive_zoom_is_wider() -> None:
    """Kling counts zoom as widening: positive draws back, negative goes near."""
    assert simple(zoom=5).zoom < 1 < simple(zoom=-5).zoom


def test_positive_roll_is_clockwise() -> None:
    """Roll turns the camera clockwise for positive numbers."""
    assert simple(roll=5).roll > 0 > simple(roll=-5).roll


def test_a_larger_number_goes_further() -> None:
    """The number says how far."""
    assert simple(horizontal=2).right < simple(horizontal=10).right


@pytest.mark.parametrize(
    ("preset", "zoom", "right", "down"),
    [
        ("down_back", -1, 0, 1),
        ("forward_up", 1, 0, -1),
        ("right_turn_forward", 1, 1, 0),
        ("left_turn_forward", 1, -1, 0),
    ],
)
def test_presets_do_what_they_are_called(
    preset: str, zoom: int, right: int, down: int
) -> None:
    """Each preset goes near or back, and to its own side, up or down."""
    move = read_control({"type": preset})

    assert move is not None
    assert (move.zoom > 1) - (move.zoom < 1) == zoom
    assert (move.right > 0) - (move.right < 0) == right
    assert (move.down > 0) - (move.down < 0) == down


@pytest.mark.parametrize("control", [None, {}])
def test_no_control_asks_nothing(control: Any) -> None:
    """Without camera_control the words decide."""
    assert read_control(control) is None


@pytest.mark.parametrize(
    "control",
    [
        "zoom",
        {"type": "simple", "config": {"zoom": "5"}},
        {"type": "simple", "config": {"zoom": 11}},
        {"type": "simple", "config": {"zoom": 10**400}},
        {"type": "simple", "config": {"zoom": math.nan}},
    ],
)
def test_a_strange_control_is_refused(control: Any) -> None:
    """What is no camera_control names its field."""
    with pytest.raises(InputError) as refusal:
        read_control(control)

    assert refusal.value.field == "camera_control"
