"""What the panel offers: jobs that were left, and the same clip once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kling_widgets.jobs import JobState
from kling_widgets.jobs.drive._feed import Feed
from kling_widgets.widgets import Studio
from tests.widgets._page import Page
from tests.widgets.conftest import snapshot

if TYPE_CHECKING:
    from kling_widgets.jobs import Job
    from tests.widgets.conftest import Cell, ScriptedRunner


def job(
    runner: ScriptedRunner, name: str, state: JobState = JobState.PROCESSING
) -> Job:
    return runner.job(Feed(snapshot(state, id=name)))


def test_jobs_that_were_left_are_offered_and_picked_up(
    runner: ScriptedRunner, cell: Cell
) -> None:
    """One line says how many; one click shows their cards."""
    runner.left = [job(runner, "kw-8"), job(runner, "kw-9")]
    studio = Studio(runner=runner)
    studio._ipython_display_()
    offer = studio._frame.left

    assert "2 jobs are unfinished" in offer.text
    assert offer.layout.display is None

    offer._button.click()

    assert {"kw-8", "kw-9"} == {each.id for each in studio.jobs}
    assert offer.layout.display == "none"


def revealed(studio: Studio) -> int:
    """How often the page was told to bring the reader to the newest card."""
    return len(Page(studio._screen.cards).heard("reveal"))


def test_nothing_left_takes_no_room(runner: ScriptedRunner, cell: Cell) -> None:
    """The line is there only when there is something to say."""
    studio = Studio(runner=runner)
    studio._ipython_display_()

    assert studio._frame.left.layout.display == "none"


def test_the_same_clip_is_shown_and_another_one_offered(
    runner: ScriptedRunner, studio: Studio
) -> None:
    """Generate sends nothing; the button says that another one is charged."""
    runner.same = job(runner, "kw-7")
    studio._frame.button.click()

    assert runner.requests == []
    assert revealed(studio) == 0
    assert [each.id for each in studio.jobs] == ["kw-7"]
    assert "charged again" in studio._frame.repeat.text

    studio._frame.repeat._button.click()

    assert len(runner.requests) == 1
    assert revealed(studio) == 1
    assert studio._frame.repeat.layout.display == "none"
