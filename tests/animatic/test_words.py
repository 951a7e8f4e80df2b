"""The camera's part of a prompt, in English and Korean."""

from __future__ import annotations

import pytest

from kling_widgets.animatic._move import HOLD, Move
from kling_widgets.animatic._words import read_words


def asked(prompt: str, seconds: int = 5) -> Move:
    move = read_words(prompt, seconds)
    assert move is not None
    return move


def directions(move: Move) -> dict[str, int]:
    """Reduce a move to the signs of what it does."""
    amounts = {
        "zoom": move.zoom - 1,
        "right": move.right,
        "down": move.down,
        "roll": move.roll,
        "sway": move.sway,
    }
    return {name: 1 if value > 0 else -1 for name, value in amounts.items() if value}


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("Zoom in on the cat", {"zoom": 1}),
        ("the camera slowly pushes in", {"zoom": 1}),
        ("dolly forward", {"zoom": 1}),
        ("zooming out", {"zoom": -1}),
        ("the camera pulls back", {"zoom": -1}),
        ("dolly out", {"zoom": -1}),
        ("pan left", {"right": -1}),
        ("The camera moves to the right", {"right": 1}),
        ("dolly left", {"right": -1}),
        ("trucking to the right", {"right": 1}),
        ("tilt up to the sky", {"down": -1}),
        ("crane down", {"down": 1}),
        ("camera rolls clockwise", {"roll": 1}),
        ("roll counter-clockwise", {"roll": -1}),
        ("handheld", {"sway": 1}),
        ("zoom in and pan left", {"zoom": 1, "right": -1}),
        ("줌인", {"zoom": 1}),
        ("고양이를 천천히 확대", {"zoom": 1}),
        ("줌 아웃", {"zoom": -1}),
        ("화면 축소", {"zoom": -1}),
        ("왼쪽으로 패닝", {"right": -1}),
        ("카메라가 오른쪽으로 천천히 이동", {"right": 1}),
        ("위로", {"down": -1}),
        ("카메라가 아래로 움직인다", {"down": 1}),
        ("시계 방향으로 회전", {"roll": 1}),
        ("반시계 방향 회전", {"roll": -1}),
    ],
)
def test_a_prompt_moves_the_camera(prompt: str, expected: dict[str, int]) -> None:
    """Words for a camera move, in either language, become that move."""
    assert expected == directions(asked(prompt))


@pytest.mark.parametrize(
    "prompt",
    ["", "the cat yawns", "a ball rolls down the hill", "no zoom", "고양이가 하품한다"],
)
def test_a_prompt_without_camera_words_asks_nothing(prompt: str) -> None:
    """A prompt that tells only what happens says nothing of the camera."""
    assert read_words(prompt, 5) is None


@pytest.mark.parametrize(
    "prompt", ["static camera, the cat yawns", "a locked-off shot", "카메라 고정"]
)
def test_a_still_camera_holds(prompt: str) -> None:
    """A prompt that asks for a camera at rest gets one."""
    assert read_words(prompt, 5) == HOLD


def test_slow_goes_less_far_than_fast() -> None:
    """The pace that a prompt asks for changes how far the camera goes."""
    slow, plain, fast = (asked(f"{pace} zoom in").zoom for pace in ("slow", "", "fast"))

    assert slow < plain < fast


def test_a_longer_clip_goes_further() -> None:
    """The camera uses the time it has."""
    assert asked("zoom in", 5).zoom < asked("zoom in", 10).zoom
