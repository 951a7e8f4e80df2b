"""`kling-widgets resume` in real processes that come after ones that were killed."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

from kling_widgets.clips import Clip
from kling_widgets.jobs import JobState
from kling_widgets.jobs.journal._clock import SystemClock
from kling_widgets.jobs.journal._journal import Journal
from tests.commands._command import PICTURE, events, run, started
from tests.commands._terminal import at_a_terminal

SPEED = "60"
"""Slow enough to be killed before the clip is there, soon enough to be waited for."""


def leave(folder: Path, prompt: str, speed: str = SPEED) -> str:
    """Start a clip in a process that is killed once the task exists; the job's id."""
    words = ("generate", PICTURE, prompt)
    with started(folder, *words, until='"submitted"', speed=speed) as (process, told):
        process.kill()
    return str(events(told)[0]["id"])


def test_what_was_left_is_waited_for(tmp_path: Path) -> None:
    """Every job that was left ends with its clip, and nothing is sent again."""
    left = [leave(tmp_path, prompt) for prompt in ("first", "second")]

    done = run(tmp_path, "resume")

    told = events(done.stdout)
    saved = {e["id"]: e["path"] for e in told if e.get("state") == "saved"}
    clips = {e["path"] for e in told if e["event"] == "clip"}
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(saved) == sorted(left)
    assert clips == set(saved.values())
    assert all(Clip(path).duration > 0 for path in clips)
    assert len(events(run(tmp_path, "jobs").stdout)) == len(left)


def test_nothing_was_left(tmp_path: Path) -> None:
    """With nothing to wait for it says nothing, and all is well."""
    done = run(tmp_path, "resume")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_at_a_terminal(tmp_path: Path) -> None:
    """One line changes in place, and the clip's path stays."""
    leave(tmp_path, "first")

    code, shown = at_a_terminal(tmp_path, "resume")

    (clip,) = tmp_path.glob("kling_clips/*.mp4")
    kept = [line.rpartition("\x1b[K")[2].strip() for line in shown.split("\n")]
    assert (code, kept) == (0, [str(clip), ""])


def test_what_was_never_sent_is_left(tmp_path: Path) -> None:
    """A job without its picture is told of and not waited for."""
    write_row(tmp_path)

    done = run(tmp_path, "resume")

    assert (done.returncode, events(done.stdout)[0]["state"]) == (0, "prepared")
    assert done.stderr.startswith("kw-mine: Never sent, so not charged.")


def test_no_key_for_it(tmp_path: Path) -> None:
    """A job that nothing can be asked about holds nobody up: a sentence, the code 2."""
    write_row(tmp_path, JobState.SUBMITTING, JobState.SUBMITTED)

    done = run(tmp_path, "resume")

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("kw-mine: This job is at https://kling.example/kling")


def test_interrupted(tmp_path: Path) -> None:
    """Ctrl+C names each job that goes on, and ends with the code 130."""
    left = [leave(tmp_path, prompt, speed="1") for prompt in ("first", "second")]
    with started(tmp_path, "resume", until="state") as (process, _):
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)

    assert process.returncode == 130
    assert [line.partition(" is ")[0] for line in errors.splitlines()[:2]] == left
    assert errors.count("What was sent goes on there") == 2


def write_row(folder: Path, *steps: JobState) -> None:
    """Leave a job at a gateway that there is no key for."""
    journal = Journal(Path(os.environ["KLING_WIDGETS_HOME"]), SystemClock())
    journal.add(
        "kw-mine",
        gateway="cometapi",
        base_url="https://kling.example/kling",
        request=json.dumps({"model_name": "kling-v2-6", "duration": "5"}),
        request_sha256="0" * 64,
        folder=str(folder),
    )
    for step in steps:
        journal.move("kw-mine", step, task_id="1")
    journal.close()
