"""The filmstrip: a clip at one glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from kling_widgets.clips import Clip

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clips._movies import MakeMovie


def test_pictures_stand_side_by_side(movie: Path) -> None:
    """Eight pictures of 160 by 120, with two pixels of film between them."""
    assert Clip(movie).strip().size == (8 * 162 - 2, 120)


def test_pictures_are_spread_over_the_clip(movie: Path) -> None:
    """The strip begins and ends with the clip."""
    strip = np.asarray(Clip(movie).strip(3, height=48))

    levels = [round(int(strip[20, number * 66 + 50, 0]) / 10) for number in range(3)]

    assert levels == [0, 12, 23]


def test_a_portrait_keeps_its_shape(make_movie: MakeMovie) -> None:
    """The height is given, the width follows."""
    assert Clip(make_movie(size=(36, 64))).strip(2, height=32).size == (38, 32)


@pytest.mark.parametrize("asked", [{"n": 0}, {"height": 0}])
def test_an_empty_strip_cannot_be_asked_for(movie: Path, asked: dict[str, int]) -> None:
    """No pictures, or pictures without height, are a mistake."""
    with pytest.raises(ValueError, match="at least 1"):
        Clip(movie).strip(**asked)
