"""A hole is filled from its surroundings, and nothing else is touched."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from kling_widgets.animatic import _fill
from tests.animatic._probe import Frame, disc_mask, scenery


def hole_in(
    size: tuple[int, int], radius: float
) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    return np.asarray(disc_mask(size, (size[0] / 2, size[1] / 2), radius)) > 0


def fill(picture: Frame, hole: np.ndarray[Any, np.dtype[np.bool_]]) -> Frame:
    """Fill the one hole of a picture."""
    return _fill.fill(picture, hole, hole)


def test_only_the_hole_is_changed() -> None:
    """Filling leaves everything around the hole as it was."""
    picture, hole = np.asarray(scenery(320, 180)), hole_in((320, 180), 40)
    filled = fill(picture, hole)

    assert np.array_equal(filled[~hole], picture[~hole])
    assert not np.array_equal(filled[hole], picture[hole])


def test_what_was_in_the_hole_plays_no_part() -> None:
    """The filling comes from the surroundings alone."""
    picture, hole = np.asarray(scenery(320, 180)), hole_in((320, 180), 40)
    white, black = picture.copy(), picture.copy()
    white[hole], black[hole] = 255, 0

    assert np.array_equal(fill(white, hole), fill(black, hole))


def test_a_gradient_is_continued() -> None:
    """A hole in a sky is filled so that no edge can be seen."""
    ramp = np.broadcast_to(np.linspace(60, 220, 200)[:, None, None], (200, 300, 3))
    sky, hole = ramp.astype(np.uint8), hole_in((300, 200), 45)
    broken = sky.copy()
    broken[hole] = 0

    apart = np.abs(fill(broken, hole).astype(int) - sky)
    assert apart.max() <= 6


def test_an_edge_is_continued() -> None:
    """A horizon runs on through the hole at its height."""
    picture = np.full((200, 300, 3), 220, np.uint8)
    picture[100:] = 60
    hole = hole_in((300, 200), 40)
    broken = picture.copy()
    broken[hole] = (255, 0, 0)

    wrong = np.abs(fill(broken, hole).astype(int) - picture).max(2) > 40
    assert wrong.sum() < 0.02 * hole.sum()


@pytest.mark.parametrize("size", [(12, 9), (320, 12), (40, 40)])
def test_a_picture_without_surroundings_is_still_filled(size: tuple[int, int]) -> None:
    """With little or nothing to copy from, a soft tone stands in."""
    picture = np.asarray(scenery(*size))
    everything = np.ones((size[1], size[0]), bool)
    but_a_corner = everything.copy()
    but_a_corner[:2, :2] = False

    for hole in (everything, but_a_corner):
        filled = fill(picture, hole)
        assert filled.shape == picture.shape
        assert filled[hole].min() > 20


def test_no_hole_is_no_work() -> None:
    """Without a hole the picture itself comes back."""
    picture = np.asarray(scenery(40, 30))

    assert fill(picture, np.zeros((30, 40), bool)) is picture
