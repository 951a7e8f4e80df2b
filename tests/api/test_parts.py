"""The parts of a request: paths of the motion brush, the camera, the shots."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st

from kling_widgets.api import (
    CameraControl,
    DynamicMask,
    ImageToVideoRequest,
    Point,
    Shot,
    flip,
)
from kling_widgets.errors import InputError

URL = "https://example.com/mask.png"
HEIGHTS = st.integers(1, 10_000)
PATHS = st.lists(st.tuples(st.integers(0, 9_999), st.integers(0, 9_999)), max_size=77)


@given(PATHS, HEIGHTS)
def test_flipping_twice(path: list[tuple[int, int]], height: int) -> None:
    """Flipping twice gives back the same points, and x never changes."""
    once = flip(path, height)

    assert list(flip(once, height)) == path
    assert [point.x for point in once] == [x for x, _ in path]


@given(HEIGHTS, st.data())
def test_flipped_points_stay_inside(height: int, data: st.DataObject) -> None:
    """A row of the picture stays a row: the bottom is 0, the top is height-1."""
    row = data.draw(st.integers(0, height - 1))

    ((_, flipped),) = flip([(0, row)], height)

    assert 0 <= flipped < height
    assert flip([(7, height - 1)], height) == (Point(7, 0),)
    assert flip([(7, 0)], height) == (Point(7, height - 1),)


def way(*points: Any) -> DynamicMask:
    return DynamicMask(mask=URL, trajectories=points)


@pytest.mark.parametrize(
    "points",
    [
        [{"x": 1, "y": 2}, {"x": 3, "y": 4}],
        [(1, 2), (3, 4)],
        [[1, 2], [3, 4]],
        [Point(1, 2), Point(3, 4)],
        [(1.2, 1.8), (3.0, 4.4)],
    ],
)
def test_forms_of_points(points: list[Any]) -> None:
    """Points may be objects, pairs or wire form; fractions are rounded."""
    mask = way(*points)

    assert mask.trajectories == (Point(1, 2), Point(3, 4))
    assert mask.to_json() == {
        "mask": URL,
        "trajectories": [{"x": 1, "y": 2}, {"x": 3, "y": 4}],
    }


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ([], "dynamic_masks.trajectories: 0 points, need 2 to 77."),
        ([(1, 2)], "dynamic_masks.trajectories: 1 point, need 2 to 77."),
        ([(1, 2)] * 78, "dynamic_masks.trajectories: 78 points, need 2 to 77."),
        ([(1, 2), (-1, 2)], "dynamic_masks.trajectories[1].x: -1 is outside the pic"),
        ([(1, 2, 3)] * 2, 'dynamic_masks.trajectories[0]: need {"x": int, "y": int}'),
        ([{"X": 1, "Y": 2}] * 2, 'dynamic_masks.trajectories[0]: need {"x": int'),
        ([(1, "2")] * 2, "dynamic_masks.trajectories[0].y: must be a whole number"),
        ([(1, True)] * 2, "dynamic_masks.trajectories[0].y: must be a whole number"),
        ([(float("nan"), 1)] * 2, "dynamic_masks.trajectories[0].x: must be a whole n"),
        ([(10**400, 1)] * 2, "dynamic_masks.trajectories[0].x: must be a whole number"),
        ([(1e300, 1)] * 2, "dynamic_masks.trajectories[0].x: a whole number of about"),
        ([(-(10**300), 1)] * 2, "dynamic_masks.trajectories[0].x: a whole number of"),
        ([(float("inf"), 1)] * 2, "dynamic_masks.trajectories[0].x: must be a whole n"),
    ],
)
def test_paths_that_are_none(points: list[Any], sentence: str) -> None:
    """A path needs 2 to 77 points of whole, non-negative numbers."""
    with pytest.raises(InputError) as caught:
        way(*points)

    assert caught.value.message.startswith(sentence)
    assert caught.value.field == "dynamic_masks"


@pytest.mark.parametrize(
    ("groups", "sentence"),
    [
        ("x", "dynamic_masks: need a list of groups, got str."),
        ([way((1, 2), (3, 4))] * 7, "dynamic_masks: 7 groups, at most 6."),
        ([{"mask": URL}], "dynamic_masks[0]: need {"),
        ([5], "dynamic_masks[0]: need {"),
        (
            [way((1, 2), (3, 4)), {"mask": URL, "trajectories": [(1, 2)]}],
            "dynamic_masks[1].trajectories: 1 point, need 2 to 77.",
        ),
        (
            [{"mask": "cat.png", "trajectories": [(1, 2), (3, 4)]}],
            "dynamic_masks[0].mask: 'cat.png' is neither a URL nor base64 text.",
        ),
        ([{"mask": URL, "trajectories": "x"}], "dynamic_masks[0].trajectories: need a"),
    ],
)
def test_groups_that_are_none(groups: Any, sentence: str) -> None:
    """At most six groups, each with a mask and a path; the place is named."""
    with pytest.raises(InputError) as caught:
        ImageToVideoRequest(URL, model_name="kling-v1", dynamic_masks=groups)

    assert caught.value.message.startswith(sentence)


@pytest.mark.parametrize(
    ("camera", "sentence"),
    [
        ({}, "camera_control.config: exactly one value may be non-zero; got none."),
        (
            {"config": {"pan": 3, "zoom": 2}},
            "camera_control.config: exactly one value may be non-zero; got pan=3, zoom=2",
        ),
        (
            {"config": {"zoom": 11}},
            "camera_control.config.zoom: 11, allowed -10 to 10.",
        ),
        ({"config": {"zoom": "2"}}, "camera_control.config.zoom: '2', allowed -10"),
        (
            {"config": {"zoom": 10**400}},
            "camera_control.config.zoom: a whole number of",
        ),
        ({"config": {"pan": np.array([1, 2])}}, "camera_control.config.pan: array([1"),
        ({"type": np.array([1, 2])}, "camera_control.type: array([1, 2]), allowed"),
        ({"config": {"yaw": 2}}, "camera_control.config: allowed horizontal, vertical"),
        ({"config": 5}, "camera_control.config: allowed horizontal, vertical"),
        ({"type": "spin"}, "camera_control.type: 'spin', allowed simple, down_back"),
        (
            {"type": "down_back", "config": {"zoom": 2}},
            "camera_control.config: is only for type 'simple'; got zoom=2.",
        ),
        ({"axis": 1}, 'camera_control: need {"type": …, "config": …}'),
        (5, 'camera_control: need {"type": …, "config": …}, got 5.'),
    ],
)
def test_cameras_that_are_none(camera: Any, sentence: str) -> None:
    """One axis moves, within ±10, and only the simple camera has axes."""
    with pytest.raises(InputError) as caught:
        ImageToVideoRequest(
            URL, model_name="kling-v1-5", mode="pro", camera_control=camera
        )

    assert caught.value.message.startswith(sentence)
    assert caught.value.field == "camera_control"


def test_numbers_of_other_libraries() -> None:
    """What is computed with NumPy or as a fraction reaches the wire as plain JSON."""
    camera = CameraControl(zoom=np.float32(2.5))  # type: ignore[arg-type]
    points = np.array([[1, 2], [3, 4]])

    assert json.dumps(camera.to_json()["config"]["zoom"]) == "2.5"
    assert json.dumps(CameraControl(pan=Fraction(1, 4)).to_json()["config"]["pan"])  # type: ignore[arg-type]
    assert json.dumps(flip(points, 5)) == "[[1, 2], [3, 0]]"  # type: ignore[arg-type]


def test_a_flip_without_points() -> None:
    """What is no point, or no height, is refused in a sentence."""
    for points, height in ((5, 300), ([(1, 2, 3)], 300), ([(1, "2")], 3), ([], None)):
        with pytest.raises(InputError, match=r"^dynamic_masks: need "):
            flip(points, height)  # type: ignore[arg-type]


def test_a_ready_made_camera() -> None:
    """A ready-made movement goes without a config."""
    assert CameraControl(type="down_back").to_json() == {"type": "down_back"}


@pytest.mark.parametrize(
    ("shots", "sentence"),
    [
        ("x", "multi_prompt: need a list of shots, got 'x'."),
        ([Shot(prompt="a", duration="1")] * 7, "multi_prompt: 7 shots, at most 6."),
        ([{"prompt": "a"}], "multi_prompt[0]: need {"),
        ([{"prompt": " ", "duration": 1}], "multi_prompt[0].prompt: need text that"),
        (
            [{"prompt": "a\ud800", "duration": 1}],
            "multi_prompt[0].prompt: contains a b",
        ),
        ([{"prompt": "x" * 513, "duration": 1}], "multi_prompt[0].prompt: 513 charact"),
        ([{"prompt": "a", "duration": 0}], "multi_prompt[0].duration: need seconds, g"),
    ],
)
def test_shots_that_are_none(shots: Any, sentence: str) -> None:
    """At most six shots, each with a prompt of up to 512 characters and seconds."""
    with pytest.raises(InputError) as caught:
        ImageToVideoRequest(URL, model_name="kling-v3", multi_prompt=shots)

    assert caught.value.message.startswith(sentence)
    assert caught.value.field == "multi_prompt"
