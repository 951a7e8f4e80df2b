"""What a job without a clip asked for, brought back into the panel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.jobs import JobState
from kling_widgets.widgets.panel._bring_back import BACK
from tests.widgets._page import Page
from tests.widgets._panel import summary
from tests.widgets.conftest import png

if TYPE_CHECKING:
    from kling_widgets.widgets import Studio
    from tests.widgets.conftest import ScriptedRunner

PRESSED = {"kind": "mend", "id": "kw-1"}


def end(studio: Studio, runner: ScriptedRunner, state: JobState, **how: Any) -> Page:
    """The cards' page, once the panel's job has ended so."""
    studio.generate()
    runner.tell(state, **how)
    return Page(studio._screen.cards)


def kinds(studio: Studio) -> list[tuple[str, bool]]:
    (card,) = studio._screen.cards.cards
    return [(action["kind"], action["primary"]) for action in card["actions"]]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (JobState.REJECTED, [("mend", True)]),
        (JobState.FAILED, [("another", True), ("mend", False)]),
        (JobState.CANCELLED, []),
        (JobState.SAVED, []),
    ],
)
def test_who_offers_it(
    studio: Studio,
    runner: ScriptedRunner,
    state: JobState,
    expected: list[tuple[str, bool]],
) -> None:
    """What was refused would be refused again, so changing it is what helps."""
    end(studio, runner, state)

    assert kinds(studio) == expected


def test_the_same_request_comes_back(studio: Studio, runner: ScriptedRunner) -> None:
    """Whatever was filled in since, the panel asks for that very clip again."""
    studio.external_task_id = "mine-1"
    page = end(studio, runner, JobState.REJECTED)
    studio.refill({"image": png(640, 480), "prompt": "a dog", "negative_prompt": "fog"})
    page.send(PRESSED)
    said = summary(studio)
    studio.generate()

    first, second = runner.requests
    assert second == replace(first, external_task_id=None)
    assert BACK in said


def test_it_sends_nothing(studio: Studio, runner: ScriptedRunner) -> None:
    """It costs nothing to look at it again."""
    end(studio, runner, JobState.REJECTED).send(PRESSED)

    assert len(runner.requests) == 1


def test_a_panel_that_says_the_same_keeps_its_picture(
    studio: Studio, runner: ScriptedRunner
) -> None:
    """A picture put in anew would lose what is painted on it."""
    page = end(studio, runner, JobState.REJECTED)
    picture = studio.image
    page.send(PRESSED)

    assert studio.image is picture


def test_the_field_that_was_refused_says_why(
    studio: Studio, runner: ScriptedRunner
) -> None:
    """It is there that something has to be changed."""
    why = "prompt: contains what the policy forbids."
    page = end(studio, runner, JobState.REJECTED, error_field="prompt", error=why)
    studio.prompt = "a dog"
    page.send(PRESSED)

    assert studio.prompt == "the cat yawns"
    assert studio._form.faulty == ("prompt",)
    assert BACK in summary(studio)


def test_a_forged_press_changes_nothing(studio: Studio, runner: ScriptedRunner) -> None:
    """The page cannot ask for what the card does not offer."""
    page = end(studio, runner, JobState.PROCESSING)
    studio.prompt = "a dog"
    page.send(PRESSED)

    assert studio.prompt == "a dog"
