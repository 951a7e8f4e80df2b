"""A saved clip carries how it was made, and its pictures lie beside it."""

from __future__ import annotations

import base64
import json
import logging
import threading
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from kling_widgets.api import ImageToVideoRequest
from kling_widgets.clips import Recipe, from_clip, write_into
from kling_widgets.jobs import JobState
from kling_widgets.jobs.download._download import file_name
from kling_widgets.jobs.drive import _keepsake
from kling_widgets.jobs.journal._clock import SystemClock
from kling_widgets.jobs.journal._journal import Journal
from tests.clips._content import decoded
from tests.jobs._left import MINE, left_in
from tests.jobs._scripted import PATIENCE, TASK_ID, Scripted, answer, finished

if TYPE_CHECKING:
    from pathlib import Path

    import httpx
    import pytest

    from kling_widgets.clips import Clip
    from kling_widgets.jobs import Settings
    from kling_widgets.jobs.journal._job_row import JobRow
    from tests.jobs._scripted import Against
    from tests.jobs.conftest import FastClock


def saved(against: Against, request: ImageToVideoRequest, mp4: bytes) -> Clip:
    gateway = Scripted([answer()], [finished()], mp4)
    return against(gateway).submit(request).wait(PATIENCE)


def the_row(somewhere: Settings) -> JobRow:
    journal = Journal(somewhere.home, SystemClock())
    (row,) = journal.rows()
    journal.close()
    return row


def test_the_clip_gives_its_request_back(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """What is read from the clip sends the JSON that made it."""
    clip = saved(against, request_, mp4)

    kept = from_clip(clip)

    assert ImageToVideoRequest(**kept.fields).to_json() == request_.to_json()
    assert (kept.problem, kept.recipe.task_id) == ("", TASK_ID)


def test_it_says_who_made_it_and_for_what(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """Provider, ids, times and the estimate are in it; the key is not."""
    clip = saved(against, request_, mp4)

    recipe = from_clip(clip).recipe

    assert (recipe.provider, recipe.simulated) == ("cometapi", False)
    assert recipe.job_id is not None
    assert recipe.estimate is not None
    assert recipe.finished_at is not None
    assert recipe.finished_at > recipe.created_at
    assert b"sk-0123456789" not in clip.path.read_bytes()


def test_the_same_stands_beside_it(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """A small JSON file, and each picture by its fingerprint."""
    clip = saved(against, request_, mp4)

    beside = json.loads(clip.path.with_name(f"{clip.path.name}.json").read_text())
    (picture,) = (clip.path.parent / "inputs").iterdir()

    assert beside == from_clip(clip).recipe.to_json()
    assert picture.read_bytes() == base64.b64decode(request_.image)


def test_the_clip_plays_as_it_came(
    against: Against, request_: ImageToVideoRequest, mp4: bytes, tmp_path: Path
) -> None:
    """Every picture in it decodes to the very same pixels."""
    original = tmp_path / "as-it-came.mp4"
    original.write_bytes(mp4)

    clip = saved(against, request_, mp4)

    assert clip.path.read_bytes() != mp4
    assert decoded(clip.path) == decoded(original)


def test_the_journal_knows_the_file_that_lies_there(
    against: Against,
    request_: ImageToVideoRequest,
    somewhere: Settings,
    mp4: bytes,
) -> None:
    """Fingerprint and length are those of the file with its recipe."""
    clip = saved(against, request_, mp4)

    row = the_row(somewhere)

    assert (row.file, row.file_sha256) == (str(clip.path), clip.sha256)
    assert row.file_bytes == clip.path.stat().st_size


def test_a_clip_matters_more_than_its_recipe(
    against: Against,
    request_: ImageToVideoRequest,
    somewhere: Settings,
    mp4: bytes,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Where the pictures cannot be kept, the clip is saved and says which it lacks."""
    somewhere.output_dir.mkdir(parents=True)
    (somewhere.output_dir / "inputs").write_text("a file where the folder should be")

    with caplog.at_level(logging.WARNING, "kling_widgets"):
        clip = saved(against, request_, mp4)

    assert "not the picture of image" in from_clip(clip).problem
    assert "its pictures are not kept" in caplog.text


def test_a_fault_in_the_recipe_does_not_cost_the_clip(
    against: Against,
    request_: ImageToVideoRequest,
    somewhere: Settings,
    mp4: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An error that nobody foresaw, after the tags are written, still ends saved."""

    def break_after_writing(path: Path, recipe: Recipe) -> None:
        write_into(path, recipe)
        raise ValueError("not foreseen")

    monkeypatch.setattr(_keepsake, "write_into", break_after_writing)
    clip = saved(against, request_, mp4)

    row = the_row(somewhere)

    assert row.state is JobState.SAVED
    assert (row.file, row.file_sha256) == (str(clip.path), clip.sha256)


def test_an_id_of_your_own_does_not_come_back(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """It can be used once; the request made from a clip is a new one."""
    clip = saved(against, replace(request_, external_task_id="once"), mp4)

    assert "external_task_id" not in from_clip(clip).fields
    assert from_clip(clip).recipe.job_id == "once"


def test_the_pictures_are_kept_before_anything_is_sent(
    against: Against, request_: ImageToVideoRequest, somewhere: Settings, mp4: bytes
) -> None:
    """The kernel that knows them may be killed as soon as something is paid for."""
    kept: list[bytes] = []
    scripted = Scripted([answer()], [finished()], mp4)

    def gateway(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            folder = somewhere.output_dir / "inputs"
            kept.extend(path.read_bytes() for path in folder.iterdir())
        return scripted(request)

    against(gateway).submit(request_).wait(PATIENCE)

    assert kept == [base64.b64decode(request_.image)]


def test_a_clip_that_a_killed_kernel_named_is_the_clip(
    against: Against,
    request_: ImageToVideoRequest,
    somewhere: Settings,
    clock: FastClock,
    mp4: bytes,
) -> None:
    """It is not fetched again, and its recipe is put beside it.

    The file of the same name that is the user's own is left alone.
    """
    left_in(JobState.SUCCEED, somewhere, clock, request_, task_id=TASK_ID)
    journal = Journal(somewhere.home, clock)
    row = journal.row(MINE)
    journal.close()
    own, named = clip_names(somewhere, row)
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(mp4)
    named.write_bytes(mp4)
    write_into(named, Recipe.from_text(row.recipe or ""))
    before = named.read_bytes()
    gateway = Scripted([], [finished()], mp4)
    (job,) = against(gateway).resume()

    clip = job.wait(PATIENCE)

    assert (clip.path, gateway.file_requests) == (named, [])
    assert (own.read_bytes(), named.read_bytes()) == (mp4, before)
    assert json.loads(sidecar_of(named)) == from_clip(named).recipe.to_json()


def test_the_pictures_go_where_the_clip_goes(
    against: Against, request_: ImageToVideoRequest, tmp_path: Path, mp4: bytes
) -> None:
    """Another folder is named while Kling works on it."""
    named = threading.Event()
    scripted = Scripted([answer()], [finished()], mp4)

    def gateway(request: httpx.Request) -> httpx.Response:
        is_look = request.method == "GET" and not request.url.path.endswith(".mp4")
        is_early = is_look and not named.is_set()
        return answer("processing") if is_early else scripted(request)

    job = against(gateway).submit(request_)
    job.save_to(tmp_path / "elsewhere")
    named.set()
    clip = job.wait(PATIENCE)

    assert clip.path.parent == tmp_path / "elsewhere"
    assert from_clip(clip).problem == ""


def test_a_restart_changes_nothing_about_the_recipe(
    against: Against,
    request_: ImageToVideoRequest,
    somewhere: Settings,
    clock: FastClock,
    mp4: bytes,
) -> None:
    """It comes from the journal, whoever saves the clip."""
    whole = from_clip(saved(against, request_, mp4)).recipe
    left_in(JobState.SUBMITTED, somewhere, clock, request_, task_id=TASK_ID)
    (job,) = against(Scripted([], [finished()], mp4)).resume()

    resumed = from_clip(job.wait(PATIENCE)).recipe

    assert (resumed.task_id, resumed.job_id) == (TASK_ID, MINE)
    assert resumed.finished_at is not None
    times = {name: getattr(whole, name) for name in ("created_at", "finished_at")}
    assert replace(resumed, job_id=whole.job_id, **times) == whole


def clip_names(somewhere: Settings, row: JobRow) -> list[Path]:
    """The name that a job's clip gets, and the next one."""
    created = datetime.fromisoformat(row.created_at)
    prompt = json.loads(row.request)["prompt"]
    path = somewhere.output_dir / file_name(created, prompt, row.id)
    return [path, path.with_stem(f"{path.stem} (2)")]


def sidecar_of(clip: Path) -> str:
    return clip.with_name(f"{clip.name}.json").read_text()
