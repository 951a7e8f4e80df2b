"""The same clip once more, from the card of a job that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.errors import JournalError
from kling_widgets.jobs import JobState, settings
from kling_widgets.widgets.cards._actions import actions
from tests.widgets._page import Page
from tests.widgets.conftest import snapshot

if TYPE_CHECKING:
    from kling_widgets.widgets import Studio
    from tests.widgets.conftest import ScriptedRunner

PRESSED = {"kind": "another", "id": "kw-1"}


def end(
    studio: Studio, runner: ScriptedRunner, state: JobState = JobState.FAILED
) -> Page:
    """The cards' page, once the panel's job has ended so."""
    studio.generate()
    runner.tell(state, simulated=settings().simulated)
    return Page(studio._screen.cards)


def cards(studio: Studio) -> tuple[dict[str, Any], ...]:
    shown: tuple[dict[str, Any], ...] = studio._screen.cards.cards
    return shown


def kinds(card: dict[str, Any]) -> list[str]:
    return [action["kind"] for action in card["actions"]]


@pytest.mark.parametrize(
    ("values", "label"),
    [
        (
            {"price": "about $0.14 (1 unit, list of 2026-09)"},
            "Make another (about $0.14)",
        ),
        ({"simulated": True}, "Make another (free)"),
        ({}, "Make another"),
    ],
)
def test_the_button_names_the_price(values: dict[str, Any], label: str) -> None:
    """No question follows, so what it costs stands on it."""
    failed = snapshot(JobState.FAILED, **values)

    (button,) = actions(failed, can_send=True, repeats=True)

    assert (button["label"], button["asks"]) == (label, "")


def test_a_double_click_makes_one(studio: Studio, runner: ScriptedRunner) -> None:
    """The same is asked for under a new id, once, on a card above the failed one."""
    page = end(studio, runner)
    page.send(PRESSED)
    page.send(PRESSED)

    first, second = runner.requests
    assert (second.image, second.prompt) == (first.image, first.prompt)
    assert second.external_task_id is None
    assert [(card["stage"], kinds(card)) for card in cards(studio)] == [
        ("Getting ready", []),
        ("Failed", ["mend"]),
    ]


def test_what_could_not_be_started_may_be_tried_again(
    studio: Studio, runner: ScriptedRunner
) -> None:
    """The card says why, and its button stays."""
    page = end(studio, runner)
    runner.refusal = JournalError("The journal cannot be written.")
    page.send(PRESSED)
    (card,) = cards(studio)
    runner.refusal = None
    page.send(PRESSED)

    assert card["problem"] == "The journal cannot be written."
    assert kinds(card) == ["another", "mend"]
    assert len(runner.requests) == 2


def test_another_price_than_the_one_shown_is_not_paid(
    studio: Studio, runner: ScriptedRunner
) -> None:
    """A card that said free does not cost once a key is set."""
    page = end(studio, runner)
    runner.tell(JobState.FAILED, simulated=not settings().simulated)
    page.send(PRESSED)

    assert len(runner.requests) == 1
    assert "The provider was changed" in cards(studio)[0]["problem"]


@pytest.mark.parametrize(
    "state", [JobState.REJECTED, JobState.SAVED, JobState.UNKNOWN, JobState.PROCESSING]
)
def test_only_what_failed_is_made_anew(
    studio: Studio, runner: ScriptedRunner, state: JobState
) -> None:
    """What was refused would be refused again; the page cannot ask for it either."""
    page = end(studio, runner, state)
    page.send(PRESSED)

    assert "another" not in kinds(cards(studio)[0])
    assert len(runner.requests) == 1
