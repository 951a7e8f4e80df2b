"""A painting in words."""

from __future__ import annotations

import math

import pytest

from kling_widgets import Brush, MovingArea
from kling_widgets.animatic._words import read_words
from kling_widgets.jobs import configure
from tests.widgets.conftest import png

MIDDLE = (180, 130, 220, 170)
ENGLISH = [
    "to the right",
    "to the lower right",
    "down",
    "to the lower left",
    "to the left",
    "to the upper left",
    "up",
    "to the upper right",
]
KOREAN = [
    "오른쪽을",
    "오른쪽 아래를",
    "아래쪽을",
    "왼쪽 아래를",
    "왼쪽을",
    "왼쪽 위를",
    "위쪽을",
    "오른쪽 위를",
]


@pytest.fixture
def brush() -> Brush:
    """A brush on a picture of 400 by 300."""
    return Brush(png())


def way(degrees: float) -> list[tuple[float, float]]:
    """From the middle, clockwise from the right as a screen counts."""
    turn = math.radians(degrees)
    return [(200, 150), (200 + 100 * math.cos(turn), 150 + 100 * math.sin(turn))]


@pytest.mark.parametrize("eighth", range(8))
@pytest.mark.parametrize("off", [-20, 0, 20])
def test_eight_directions_are_named(brush: Brush, eighth: int, off: int) -> None:
    """Each also when the path is a little off it, in either language."""
    brush.dynamic_masks = [MovingArea(MIDDLE, way(45 * eighth + off))]

    english = brush.in_words("the cat yawns")
    korean = brush.in_words("고양이가 하품한다")

    subject = "The subject in the middle of the picture"
    assert english == f"{subject} moves {ENGLISH[eighth]}."
    assert korean == f"화면 한가운데에 있는 피사체가 {KOREAN[eighth]} 향해 나아간다."


def test_without_a_prompt_the_reader_s_language_is_taken(brush: Brush) -> None:
    """There is nothing else to go by; a prompt in English stays in English."""
    brush.dynamic_masks = [MovingArea(MIDDLE, way(0))]
    configure(language="ko")

    try:
        assert brush.in_words() == brush.in_words("고양이가 하품한다")
        assert brush.in_words("the cat yawns").startswith("The subject")
    finally:
        configure(language=None)


@pytest.mark.parametrize("eighth", range(8))
@pytest.mark.parametrize("prompt", ["", "고양이"])
def test_the_words_ask_nothing_of_the_camera(
    brush: Brush, eighth: int, prompt: str
) -> None:
    """It is the subject that moves: the animatic reads no camera out of them."""
    brush.static_mask = (0, 0, 400, 60)
    brush.dynamic_masks = [MovingArea(MIDDLE, way(45 * eighth))]

    assert read_words(brush.in_words(prompt), 5) is None


def test_a_way_that_comes_back(brush: Brush) -> None:
    """A round trip has no direction."""
    brush.dynamic_masks = [MovingArea(MIDDLE, [(200, 150), (300, 50), (205, 150)])]

    assert brush.in_words().endswith("goes around and comes back.")


def test_where_each_area_is(brush: Brush) -> None:
    """Two areas make two sentences, and the frozen one a third."""
    brush.static_mask = (0, 0, 400, 60)
    brush.dynamic_masks = [
        MovingArea((10, 220, 60, 290), way(0)),
        MovingArea((340, 120, 390, 180), way(270)),
    ]

    assert brush.in_words() == (
        "The subject at the lower left of the picture moves to the right. "
        "The subject on the right of the picture moves up. "
        "What is at the top stays still."
    )


def test_nothing_that_moves_has_no_words(brush: Brush) -> None:
    """An area without a path, a path without an area, a frozen area alone."""
    brush.static_mask = (0, 0, 400, 60)
    brush.dynamic_masks = [MovingArea(MIDDLE), MovingArea(None, way(0))]

    assert brush.in_words() == ""
