"""Clips and previews from code."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from kling_widgets.clips import Clip
from kling_widgets.errors import InputError
from kling_widgets.jobs import JobState
from kling_widgets.widgets import generate, preview
from kling_widgets.widgets._asked import request_of
from tests.widgets.conftest import png

if TYPE_CHECKING:
    from pathlib import Path

    from tests.widgets.conftest import Cell, ScriptedRunner


@pytest.fixture(autouse=True)
def _default_runner(runner: ScriptedRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kling_widgets.widgets._generate.runner", lambda: runner)


def test_it_starts_at_once(runner: ScriptedRunner) -> None:
    """The job comes back before anything has happened to it."""
    job = generate(png(), "the cat yawns", duration="10")

    assert job.status == "prepared"
    assert runner.requests[0].prompt == "the cat yawns"
    assert runner.requests[0].duration == "10"


def test_of_many_files_the_one_that_cannot_be_sent_is_named(tmp_path: Path) -> None:
    """A loop over a folder ends with a sentence, and with the file's name below it."""
    small = tmp_path / "small.png"
    small.write_bytes(png(120, 90))

    with pytest.raises(InputError, match="300 pixels") as caught:
        generate(small, "the cat yawns")

    assert caught.value.__notes__ == [f"image = {str(small)!r}"]


def test_in_a_notebook_its_card_appears(cell: Cell, runner: ScriptedRunner) -> None:
    """A card and a slot are shown in the cell, as the panel would."""
    generate(png(), "the cat yawns")

    card, slot = cell.shown
    assert "application/vnd.jupyter.widget-view+json" in card["data"]
    assert slot["data"] == {"text/plain": ""}


def test_a_finished_job_leaves_plain_output(cell: Cell, runner: ScriptedRunner) -> None:
    """The card's place holds words once it is over, so that reopening shows them."""
    generate(png(), "the cat yawns")
    card = cell.shown[0]["transient"]

    runner.tell(JobState.PROCESSING)
    before = len(cell.shown)
    runner.tell(JobState.FAILED, error="Kling refused it.")

    (last,) = cell.shown[before:]
    assert (last["transient"], last["update"]) == (card, True)
    assert "Kling refused it." in last["data"]["text/html"]


def test_a_clip_made_before_says_when(
    cell: Cell, runner: ScriptedRunner, clip: Path
) -> None:
    """Asked for again, its card tells it from a new one, and how to get that."""
    first = generate(png(), "the cat yawns")
    runner.tell(JobState.SAVED, clip=Clip(clip))
    runner.same, before = first, len(cell.shown)

    assert generate(png(), "the cat yawns") is first

    made = f"made at {first.snapshot.created_at.astimezone():%H:%M}. again=True"
    texts = [each["data"].get("text/html", "") for each in cell.shown]
    assert made not in "".join(texts[:before])
    assert made in "".join(texts[before:])


@pytest.mark.parametrize("state", [JobState.ABANDONED, JobState.LOST_RESULT])
def test_a_job_with_something_to_decide_keeps_its_card(
    cell: Cell, runner: ScriptedRunner, state: JobState
) -> None:
    """Its buttons stay until it is looked for again and that comes to an end."""
    generate(png(), "the cat yawns")
    card = cell.shown[0]["transient"]
    before = len(cell.shown)

    runner.tell(state)
    assert cell.shown[before:] == []

    runner.tell(JobState.UNKNOWN)
    runner.tell(JobState.FAILED, error="Kling refused it.")
    (last,) = cell.shown[before:]
    assert (last["transient"], last["update"]) == (card, True)


def test_outside_a_notebook_there_is_a_log_line(
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    runner: ScriptedRunner,
) -> None:
    """Nothing is printed; the log names the job; news find nobody."""
    with caplog.at_level(logging.INFO, "kling_widgets"):
        job = generate(png())
    runner.tell(JobState.PROCESSING)

    assert job.id in caplog.text
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"image": "nowhere.png"}, "image"),
        ({"image": None}, "image"),
        ({"image_tail": "nowhere.png", "mode": "pro"}, "image_tail"),
        ({"duration": "7"}, "duration"),
        ({"promt": "x"}, "promt"),
    ],
)
def test_what_cannot_be_sent_is_an_exception(
    runner: ScriptedRunner, fields: dict[str, Any], field: str
) -> None:
    """Code gets an `InputError` that names the parameter, and no job."""
    with pytest.raises(InputError) as caught:
        generate(**{"image": png(), **fields})

    assert caught.value.field == field
    assert runner.requests == []


def test_masks_may_be_arrays() -> None:
    """A true/false array is brush enough; its size follows the picture."""
    area = np.zeros((300, 400), bool)
    area[100:200, 100:200] = True
    path = ({"x": 10, "y": 10}, {"x": 200, "y": 10})

    request = request_of(
        png(400, 300),
        None,
        model_name="kling-v1",
        static_mask=~area,
        dynamic_masks=[{"mask": area, "trajectories": path}],
    )

    wire = request.to_json()
    assert wire["static_mask"].startswith("iVBOR")  # a PNG in base64
    assert wire["dynamic_masks"][0]["trajectories"] == list(path)


def test_a_preview_is_a_film(tmp_path: Path) -> None:
    """The animatic of the request is on disk, and says that it is not Kling's."""
    clip = preview(png(), "zoom in")

    assert clip.path.parent == tmp_path / "kling_clips" / "previews"
    assert clip.duration == pytest.approx(5, abs=0.2)
    assert clip.caption == "Animatic, free, not Kling · zoom in"


def test_a_preview_refuses_what_generate_would_refuse() -> None:
    """Seeing before paying includes seeing that it cannot be paid for."""
    with pytest.raises(InputError):
        preview(png(), "x" * 2501)


def test_what_is_worth_a_look_is_said(
    runner: ScriptedRunner, caplog: pytest.LogCaptureFixture
) -> None:
    """An unknown model is sent only when asked for, and with a word about it."""
    with pytest.raises(InputError, match="allow_unknown_model=True"):
        generate(png(), "the cat yawns", model_name="kling-v9")

    generate(png(), "yawn", model_name="kling-v9", allow_unknown_model=True)

    assert runner.requests[0].to_json()["model_name"] == "kling-v9"
    assert "'kling-v9' is not known" in caplog.text
    assert "sent unchecked" in caplog.text
