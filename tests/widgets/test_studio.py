"""The panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kling_widgets.errors import InputError
from kling_widgets.widgets import Studio
from kling_widgets.widgets.panel._sentences import ALREADY_STARTED
from kling_widgets.widgets.picker._picker import Picker
from tests.widgets._panel import click, summary, widgets_in
from tests.widgets.conftest import png

if TYPE_CHECKING:
    from tests.widgets.conftest import ScriptedRunner


def names(studio: Studio) -> list[str]:
    """The label of everything in the panel that has one."""
    found = [
        widget.label
        if isinstance(widget, Picker)
        else getattr(widget, "description", "")
        for widget in widgets_in(studio)
    ]
    return sorted(filter(None, found))


def test_every_control_has_one_plain_name(studio: Studio) -> None:
    """What a person reads is what a screen reader says."""
    assert names(studio) == [
        "Advanced",
        "Callback URL",
        "Duration",
        "Generate",
        "Hide preview",
        "Image",
        "Mode",
        "Model",
        "Motion brush",
        "Negative prompt",
        "Own id",
        "Preview",
        "Prompt",
        "Put into words",
        "Show the code",
        "Tail image",
        "Use as end frame",
        "cfg_scale",
    ]


def test_a_click_starts_a_job(studio: Studio, runner: ScriptedRunner) -> None:
    """The request says what the panel says."""
    click(studio)

    (request,) = runner.requests
    wire = request.to_json()
    assert wire.pop("image") == studio.image.wire
    assert wire == {
        "prompt": "the cat yawns",
        "model_name": "kling-v2-6",
        "mode": "std",
        "duration": "5",
    }


def test_a_job_has_a_card_in_the_panel(studio: Studio) -> None:
    """What was started is seen at once, and is an attribute too."""
    job = studio.generate()

    assert studio.jobs == (job,)
    assert studio._screen.cards.cards[0]["id"] == job.id


def test_a_double_click_starts_one_job(studio: Studio, runner: ScriptedRunner) -> None:
    """The second click of a double click costs nothing, and that is said."""
    click(studio)
    click(studio)

    assert len(runner.requests) == 1
    assert ALREADY_STARTED in summary(studio)


def test_changed_settings_start_another_job(
    studio: Studio, runner: ScriptedRunner
) -> None:
    """The panel stays usable while a job runs."""
    click(studio)
    studio.duration = "10"
    click(studio)

    assert [request.duration for request in runner.requests] == ["5", "10"]


def test_code_may_start_the_same_twice(studio: Studio, runner: ScriptedRunner) -> None:
    """Only clicks are doubled by accident."""
    studio.generate()
    studio.generate()

    assert len(runner.requests) == 2


def test_attributes_are_the_fields(studio: Studio) -> None:
    """Code reads and writes what a hand can."""
    studio.model_name = "kling-v3"
    studio.duration = 12
    studio.negative_prompt = "blur"
    studio.image = None

    assert (studio.model_name, studio.duration) == ("kling-v3", "12")
    assert studio._form.negative_prompt.control.value == "blur"
    assert studio.image is None


def test_a_model_that_nobody_knows(runner: ScriptedRunner) -> None:
    """Code may name an unknown model when it says so, and a hint says so too."""
    with pytest.raises(InputError, match="cannot be chosen here"):
        Studio(runner=runner, model_name="kling-v9")

    studio = Studio(
        runner=runner, image=png(), model_name="kling-v9", allow_unknown_model=True
    )
    studio.duration = "7"
    click(studio)

    wire = runner.requests[0].to_json()
    assert (wire["model_name"], wire["duration"]) == ("kling-v9", "7")
    hints = " ".join(
        widget.value
        for widget in widgets_in(studio._form.model_name)
        if hasattr(widget, "value")
    )
    assert "it is sent unchecked" in hints
