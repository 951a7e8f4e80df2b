"""How slow a download may be."""

from __future__ import annotations

import pytest

from kling_widgets.errors import DownloadError
from kling_widgets.jobs.download._pace import LONGEST_SECONDS, Pace
from tests.jobs._host import Steps


def test_a_slow_line_gets_its_time() -> None:
    """Just above the least speed is enough, until the quarter of an hour is over."""
    clock = Steps(30)
    pace = Pace(clock, None)
    while clock.now <= LONGEST_SECONDS:
        pace.saw(30 * 1024)
    with pytest.raises(DownloadError, match="not done after 15 minutes"):
        pace.saw(30 * 1024)


def test_a_long_clip_on_a_slow_line_gets_more() -> None:
    """60 MB at 16 KiB a second take an hour, and may."""
    clock = Steps(30)
    pace = Pace(clock, 60_000_000)
    while clock.now < 3600:
        pace.saw(30 * 16_384)

    assert clock.now == 3600
