"""What the panel says when something is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kling_widgets.errors import InputError, JournalError
from kling_widgets.jobs import JobState
from kling_widgets.widgets import Studio
from kling_widgets.widgets.panel._sentences import (
    NO_PICTURE,
    PICTURE_ON_ITS_WAY,
    UNEXPECTED,
)
from tests.widgets._page import Page
from tests.widgets._panel import click, summary
from tests.widgets.conftest import png

if TYPE_CHECKING:
    from pathlib import Path

    from tests.widgets.conftest import ScriptedRunner


def test_a_missing_picture_is_told_at_its_field(runner: ScriptedRunner) -> None:
    """Generate without a picture says so there, and takes the reader there."""
    studio = Studio(runner=runner)

    click(studio)

    picker = studio._form.image
    assert picker.error == NO_PICTURE
    assert len(Page(picker).heard("focus")) == 1
    assert "One field needs a look" in summary(studio)
    assert runner.requests == []


def test_a_picture_on_its_way_is_waited_for(runner: ScriptedRunner) -> None:
    """Who is too quick is not told to choose what was chosen."""
    studio = Studio(runner=runner)
    begin = {"kind": "begin", "upload": "u", "name": "a.png", "size": 9}
    Page(studio._form.image).send(begin)

    click(studio)

    assert studio._form.image.error == PICTURE_ON_ITS_WAY


@pytest.mark.parametrize("name", ["image", "image_tail"])
def test_a_picture_about_to_be_replaced_is_not_paid_for(
    runner: ScriptedRunner, name: str
) -> None:
    """Generate waits for the new one, until it is here or given up."""
    studio = Studio(runner=runner, image=png(), prompt="a", mode="pro")
    picker = studio._form.by_name[name]
    page = Page(picker)
    page.send({"kind": "coming", "upload": "u"})

    click(studio)
    said = picker.error
    page.send({"kind": "cancel", "upload": "u"})
    waited_for = list(runner.requests)
    click(studio)

    assert said == PICTURE_ON_ITS_WAY
    assert picker.error == ""
    assert (waited_for, len(runner.requests)) == ([], 1)


def test_a_bad_picture_keeps_its_own_sentence(runner: ScriptedRunner) -> None:
    """Generate does not hide why the last choice was refused."""
    studio = Studio(runner=runner)
    Page(studio._form.image).choose(png(100, 100))
    why = studio._form.image.error

    click(studio)

    assert "300" in why
    assert studio._form.image.error == why


def test_all_errors_are_told_at_once(studio: Studio, runner: ScriptedRunner) -> None:
    """Each faulty field has its sentence; the fold opens where one is in it."""
    studio.prompt = "x" * 2501
    studio.callback_url = "nonsense"

    click(studio)

    assert set(studio._form.faulty) == {"prompt", "callback_url"}
    assert "2 fields need a look" in summary(studio)
    assert studio._frame.advanced.button.value
    assert runner.requests == []


def test_in_code_an_error_is_an_exception(studio: Studio) -> None:
    """`generate()` raises what the panel would have shown."""
    studio.prompt = "x" * 2501

    with pytest.raises(InputError) as caught:
        studio.generate()

    assert caught.value.field == "prompt"


def test_a_mended_field_is_not_complained_of(studio: Studio) -> None:
    """Errors go as soon as their reason does."""
    studio.prompt = "x" * 2501
    click(studio)

    studio.prompt = "x"

    assert studio._form.faulty == ()
    assert summary(studio) == ""


def test_an_id_that_was_used_is_told_at_its_field(
    studio: Studio, runner: ScriptedRunner
) -> None:
    """What only the journal knows comes to the field, too."""
    runner.refusal = InputError(
        "external_task_id: 'x' was used before.", field="external_task_id"
    )

    click(studio)

    assert studio._form.faulty == ("external_task_id",)
    assert studio._frame.advanced.button.value


def test_trouble_that_has_no_field_is_told_at_the_button(
    studio: Studio, runner: ScriptedRunner
) -> None:
    """A full disk is not the prompt's fault."""
    runner.refusal = JournalError("The disk is full. Nothing was sent.")

    click(studio)

    assert "The disk is full." in summary(studio)
    assert not studio._frame.button.disabled


def test_the_unexpected_is_a_sentence_too(
    studio: Studio, runner: ScriptedRunner, caplog: pytest.LogCaptureFixture
) -> None:
    """A bug of ours is logged with its traceback; the panel stays calm."""
    runner.refusal = ZeroDivisionError()

    click(studio)

    assert UNEXPECTED.split(".")[0] in summary(studio)
    assert "Generate failed" in caplog.text


def test_a_refused_parameter_is_told_at_its_field(
    studio: Studio, runner: ScriptedRunner
) -> None:
    """What the provider finds later comes to the field, from the jobs' thread."""
    click(studio)

    runner.tell(
        JobState.REJECTED, error="prompt: refused by Kling.", error_field="prompt"
    )

    assert studio._form.faulty == ("prompt",)


def test_what_is_given_first_is_the_picture(tmp_path: Path) -> None:
    """`Studio("small.png")` is read as in `kling.generate`, and so are its errors."""
    small = tmp_path / "small.png"
    small.write_bytes(png(400, 300))

    assert Studio(small).image.width == 400
    with pytest.raises(InputError, match="no file at"):
        Studio(str(tmp_path / "missing.png"))


def test_a_misspelt_parameter_is_refused(runner: ScriptedRunner) -> None:
    """An unknown keyword is an error, with the one that was meant."""
    with pytest.raises(TypeError) as caught:
        Studio(runner=runner, promt="the cat yawns")

    assert str(caught.value) == "Studio takes no 'promt'. Did you mean 'prompt'?"
