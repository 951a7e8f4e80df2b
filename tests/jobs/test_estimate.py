"""How long it usually takes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kling_widgets.jobs.drive._estimate import BEYOND, DOCUMENTED, usual_seconds


def test_without_a_past_it_is_what_others_report() -> None:
    """One to five minutes for a 5 s clip, twice that for 10 s."""
    assert usual_seconds((), "5") == DOCUMENTED
    assert tuple(2 * seconds for seconds in DOCUMENTED) == usual_seconds((), "10")


def test_what_others_report_counts_for_two_more_jobs() -> None:
    """The middle four fifths of this user's own times and the two ends."""
    low, high = DOCUMENTED[0] / BEYOND, DOCUMENTED[1] * BEYOND
    expected = (low + 0.4 * (70 - low), 90 + 0.6 * (high - 90))

    assert usual_seconds((70, 80, 90), "5") == pytest.approx(expected)


def test_the_first_own_job_narrows_it() -> None:
    """Every one more of the same time does, and none turns it round."""
    bands = [usual_seconds((90.0,) * count, "5") for count in range(12)]
    widths = [high - low for low, high in bands]

    assert all(after < before for before, after in pairwise(widths[:10]))
    assert all(low <= 90.0 <= high for low, high in bands)


def test_with_a_past_it_is_ones_own() -> None:
    """After ten to twenty jobs nothing is left of what others report."""
    assert usual_seconds((20.0,) * 19, "5") == (20.0, 20.0)
    assert usual_seconds(range(100, 110), "5") == pytest.approx((100.1, 108.9))


def test_a_clip_that_took_all_night_spoils_nothing() -> None:
    """One of ten, in which the machine slept, moves the band no further than others report."""
    low, high = usual_seconds((*range(100, 109), 32_400.0), "5")

    assert low == pytest.approx(100, abs=1)
    assert high <= DOCUMENTED[1] * BEYOND


def test_a_fast_clock_shortens_it() -> None:
    """The simulator's band is as much shorter as its clock is faster."""
    assert usual_seconds((), "5", speed=25) == (2.4, 12.0)
