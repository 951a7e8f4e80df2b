"""What the page shows at a click is what the click pays for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.errors import InputError
from kling_widgets.widgets import Studio
from kling_widgets.widgets.panel._clicked import CLICK_SECONDS, Clicked
from kling_widgets.widgets.panel._sentences import NOT_AS_CLICKED
from kling_widgets.widgets.panel._shown import Shown
from tests.widgets._page import Page
from tests.widgets._panel import click, summary, widgets_in
from tests.widgets.conftest import png

if TYPE_CHECKING:
    from tests.widgets.conftest import ScriptedRunner

LATE = {"model_name": "kling-v3", "mode": "pro", "duration": "10 s"}


@pytest.fixture
def studio(runner: ScriptedRunner) -> Studio:
    return Studio(runner=runner, image=png(), prompt="a")


def show(studio: Studio, **fields: Any) -> None:
    """Tell what the fields of the page show, as it does just before a click."""
    shown = next(w for w in widgets_in(studio) if isinstance(w, Shown))
    Page(shown).send({"kind": "shown", "fields": fields})


def test_words_that_jupyter_keeps_back_are_sent(
    studio: Studio, runner: ScriptedRunner
) -> None:
    """The kernel knows one letter, the page the whole prompt, another model, a mode."""
    show(studio, prompt="a cat yawns ", **LATE)

    click(studio)

    (request,) = runner.requests
    assert (request.prompt, request.model_name) == ("a cat yawns", "kling-v3")
    assert (request.mode, request.duration) == ("pro", "10")


def test_what_is_being_typed_is_left_alone(studio: Studio) -> None:
    """A text that came back to the page would be written over the next word."""
    control = studio._form.prompt.control
    before = len(control.comm.sent)

    show(studio, prompt="a cat yawns")
    click(studio)

    told = [data.get("state", {}) for data, _ in control.comm.sent[before:]]
    assert not any("value" in state for state in told)


def test_an_older_change_that_comes_between_changes_nothing(
    studio: Studio, runner: ScriptedRunner
) -> None:
    """Changes have a thread of their own, and may be late."""
    show(studio, prompt="a cat yawns")
    studio._form.prompt.control.value = "a ca"

    click(studio)

    assert [request.prompt for request in runner.requests] == ["a cat yawns"]


def test_another_wish_is_no_second_half_of_a_double_click(
    studio: Studio, runner: ScriptedRunner
) -> None:
    """Two clicks in a second on two prompts make two clips, whatever comes between."""
    for prompt in ("a cat yawns", "a cat sleeps"):
        show(studio, prompt=prompt)
        studio._form.prompt.control.value = "a cat yawns"
        click(studio)

    sent = [request.prompt for request in runner.requests]
    assert sent == ["a cat yawns", "a cat sleeps"]


def test_what_cannot_be_chosen_any_more_is_refused(
    studio: Studio, runner: ScriptedRunner
) -> None:
    """A sentence says so, nothing is sent, and the page's choice is put right."""
    duration = studio._form.duration.control
    show(studio, duration="7 s")
    told = [data.get("state") for data, _ in duration.comm.sent]

    click(studio)

    assert NOT_AS_CLICKED in summary(studio)
    assert runner.requests == []
    assert told[-1] == {"index": duration.index}
    click(studio)
    assert len(runner.requests) == 1


@pytest.mark.parametrize(
    "fields", [{"image": "/etc/passwd"}, {"prompt": 7}, {"nothing": "x"}, ["prompt"]]
)
def test_a_page_that_shows_odd_things_is_not_believed(
    studio: Studio, runner: ScriptedRunner, fields: Any
) -> None:
    """What is no text of a field here is left out."""
    shown = next(w for w in widgets_in(studio) if isinstance(w, Shown))
    Page(shown).send({"kind": "shown", "fields": fields})

    click(studio)

    assert [request.prompt for request in runner.requests] == ["a"]


@pytest.mark.parametrize(("text", "sent"), [("0.7", 0.7), ("1e9", None), ("x", None)])
def test_a_number_is_read_as_one(
    studio: Studio, runner: ScriptedRunner, text: str, sent: float | None
) -> None:
    """One beyond the limits, or none, is refused."""
    studio.model_name = "kling-v1-6"

    show(studio, cfg_scale=text)
    click(studio)

    assert [request.cfg_scale for request in runner.requests] == [sent][
        : sent is not None
    ]


def test_the_buttons_that_pay_are_told(studio: Studio) -> None:
    """Generate and the offer to make another; Preview is free."""
    paying = [
        widget
        for widget in widgets_in(studio)
        if "kling-pays" in getattr(widget, "_dom_classes", ())
    ]

    assert paying == [studio._frame.repeat, studio._frame.button]


@pytest.mark.parametrize("mistaken", [True, False])
def test_what_no_click_followed_is_forgotten(*, mistaken: bool) -> None:
    """Code that generates later gets what the fields hold."""
    now = 0.0
    clicked = Clicked(clock=lambda: now)
    clicked.note({"prompt": "old"}, mistaken=mistaken)

    now = CLICK_SECONDS + 1

    assert dict(clicked.once()) == {}


def test_what_was_clicked_on_is_good_for_one_click() -> None:
    """The second one has its own, or none; so has the refusal."""
    clicked = Clicked()
    clicked.note({"prompt": "new"}, mistaken=False)
    first, second = clicked.once(), clicked.once()
    clicked.note({}, mistaken=True)

    with pytest.raises(InputError, match="changed since the click"):
        clicked.once()
    assert (dict(first), dict(second), dict(clicked.once())) == (
        {"prompt": "new"},
        {},
        {},
    )
