"""Any job of the journal by its id, in a cell and in a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kling_widgets.api import ImageToVideoRequest
from kling_widgets.errors import InputError
from kling_widgets.jobs import JobState, settings
from kling_widgets.widgets import Studio, job
from kling_widgets.widgets.panel._bring_back import NO_PICTURE
from tests.widgets._panel import summary
from tests.widgets.conftest import png

if TYPE_CHECKING:
    from kling_widgets.jobs import JobRunner
    from tests.widgets.conftest import Cell, ScriptedRunner


@pytest.fixture
def ids(shelf_runner: JobRunner, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An id for each state that a job of the journal is in."""
    for module in ("_one_job.runner", "panel._bring_back.default_runner"):
        monkeypatch.setattr(f"kling_widgets.widgets.{module}", lambda: shelf_runner)
    return {shot.state.value: shot.id for shot in shelf_runner.jobs()}


def test_its_card_appears(ids: dict[str, str], cell: Cell) -> None:
    """In a notebook the buttons are there, and code has the job itself."""
    found = job(ids["failed"])

    assert found.id == ids["failed"]
    assert "application/vnd.jupyter.widget-view+json" in cell.shown[0]["data"]


def test_plain_output_says_how_to_go_on(ids: dict[str, str], cell: Cell) -> None:
    """A failed job leaves words, and the words name the panel that takes it up."""
    job(ids["failed"])
    (settled,) = [m for m in cell.shown if "Failed" in m["data"]["text/plain"]]

    assert f'kling.Studio.from_job("{ids["failed"]}")' in settled["data"]["text/plain"]


def test_a_panel_takes_up_what_an_earlier_kernel_asked_for(
    ids: dict[str, str], shelf_runner: JobRunner
) -> None:
    """All but the picture, which is asked for."""
    asked = shelf_runner.shelf.request(ids["failed"])

    studio = Studio.from_job(ids["failed"], mode="pro")

    assert (studio.prompt, studio.mode) == (asked["prompt"], "pro")
    assert studio.image is None
    assert NO_PICTURE in summary(studio)


def test_a_panel_takes_up_a_job_of_this_kernel(runner: ScriptedRunner) -> None:
    """Its picture, too; what has no field is told."""
    asked = Studio(runner=runner, image=png(), prompt="a cat", mode="pro")
    sound = ImageToVideoRequest(**{**asked._form.values(), "sound": "on"})
    ended = runner.submit(sound)
    runner.tell(JobState.FAILED, simulated=settings().simulated)

    studio = Studio.from_job(ended, runner=runner)

    assert studio._form.wire() == asked._form.wire()
    assert "Not brought along: sound." in summary(studio)


def test_no_panel_is_made_of_nothing(ids: dict[str, str]) -> None:
    """An id that is not known says so."""
    assert ids
    with pytest.raises(InputError, match="no job of this journal"):
        Studio.from_job("kw-nobody")
