"""How long it usually takes."""

from __future__ import annotations

from kling_widgets.jobs._estimate import DOCUMENTED, usual_seconds


def test_without_a_past_it_is_what_others_report() -> None:
    """One to five minutes for a 5 s clip, twice that for 10 s."""
    assert usual_seconds((), "5") == DOCUMENTED
    assert tuple(2 * seconds for seconds in DOCUMENTED) == usual_seconds((), "10")


def test_with_a_past_it_is_ones_own() -> None:
    """The middle four fifths of this user's own times."""
    assert usual_seconds((10, 20, 30, 40, 50), "5") == (14.0, 46.0)


def test_a_fast_clock_shortens_it() -> None:
    """The simulator's band is as much shorter as its clock is faster."""
    assert usual_seconds((), "5", speed=25) == (2.4, 12.0)
