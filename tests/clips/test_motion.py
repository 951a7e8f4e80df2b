"""The motion curve: how much changes from each frame to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from kling_widgets.clips import Clip

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clips._movies import MakeMovie


def test_one_value_for_each_step(make_movie: MakeMovie) -> None:
    """A clip of 24 frames has 23 steps."""
    assert Clip(make_movie(frames=24)).motion().shape == (23,)


def test_the_unit_is_a_level_of_grey(movie: Path) -> None:
    """Three quarters of the test movie brighten by 10 levels a frame."""
    curve = Clip(movie).motion()

    assert curve == pytest.approx(np.full(23, 7.5), abs=0.8)
    assert curve.mean() == pytest.approx(7.5, abs=0.1)


def test_a_still_does_not_move(make_movie: MakeMovie) -> None:
    """Where nothing changes the curve is flat at zero."""
    curve = Clip(make_movie(frames=12, blank=12)).motion()

    assert curve == pytest.approx(np.zeros(11), abs=0.05)


def test_a_cut_is_a_peak(make_movie: MakeMovie) -> None:
    """The step from black to a picture is the largest."""
    curve = Clip(make_movie(blank=6)).motion()

    assert int(np.argmax(curve)) == 5


def test_a_single_frame_has_no_steps(make_movie: MakeMovie) -> None:
    """There is nothing to compare it with."""
    assert Clip(make_movie(frames=1)).motion().shape == (0,)


def test_curves_of_other_sizes_compare(make_movie: MakeMovie) -> None:
    """The same movement in eight times as many pixels gives the same curve."""
    small = Clip(make_movie("small.mp4", frames=6)).motion()
    large = Clip(make_movie("large.mp4", frames=6, size=(512, 384))).motion()

    assert large == pytest.approx(small, abs=0.5)
