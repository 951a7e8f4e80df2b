"""`kling-widgets` in real processes, on the simulator."""

from __future__ import annotations

import os
import signal
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import pytest

import kling_widgets as kling
from kling_widgets.clips import Clip
from kling_widgets.commands import main
from tests.commands._command import PICTURE, events, run, started
from tests.commands._terminal import at_a_terminal
from tests.simulator._served import served

if TYPE_CHECKING:
    from pathlib import Path


WAY = ["prepared", "submitting", "submitted", "succeed", "saved"]


def test_generate_in_a_pipe(tmp_path: Path) -> None:
    """Each step is a JSON line, and the last one names a file that plays."""
    done = run(tmp_path, "generate", PICTURE, "slow zoom in", "--output", "here")

    told = events(done.stdout)
    states = list(dict.fromkeys(e["state"] for e in told if e["event"] == "state"))
    assert (done.returncode, done.stderr) == (0, "")
    # The first may be over before anybody listens, `processing` between two looks.
    seen = [state for state in states if state != "processing"]
    assert seen == WAY[-len(seen) :]
    assert Clip(told[-1]["path"]).duration == pytest.approx(told[-1]["duration"])
    assert os.path.dirname(told[-1]["path"]) == str(tmp_path / "here")  # noqa: PTH120


def test_generate_at_a_terminal(tmp_path: Path) -> None:
    """A line of progress changes in place, and the path stands at the end."""
    code, shown = at_a_terminal(tmp_path, "generate", PICTURE)
    lines = shown.split("\r\x1b[K")

    (clip,) = tmp_path.glob("kling_clips/*.mp4")
    assert code == 0
    assert any("submitted" in line for line in lines)
    assert lines[-1].strip() == str(clip)
    assert shown.count("\n") == 1


def test_jobs_remembers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What one process started, another lists; it can be asked for less."""
    run(tmp_path, "generate", PICTURE, "first")

    told = []
    for words in (["jobs"], ["jobs", "--state", "failed"], ["jobs", "--limit", "1"]):
        assert main(words) == 0
        told.append(events(capsys.readouterr().out))

    assert [(job["prompt"], job["state"]) for job in told[0]] == [("first", "saved")]
    assert told[1] == []
    assert told[2] == told[0]


def test_preview(tmp_path: Path) -> None:
    """A sketch is made with nothing sent: no job is in the journal."""
    (told,) = events(run(tmp_path, "preview", PICTURE, "pan left").stdout)

    assert Clip(told["path"]).width == told["width"]
    assert kling.jobs() == ()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("generate", "gone.png"), "image: no file at 'gone.png'."),
        (("generate", PICTURE, "--duration", "7"), "allows 5 or 10"),
        (("generate", PICTURE, "--cfg_scale", "high"), "'high' is no number."),
        (("generate", PICTURE, "--camera-control", "{"), "this is no JSON"),
        (("preview", PICTURE, "--dynamic_masks", "@gone"), "cannot be read"),
        (("jobs", "--limit", "0"), "ask for at least 1"),
        (("sing",), "invalid choice: 'sing'"),
    ],
)
def test_what_cannot_be(
    words: tuple[str, ...],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Something to mend is a sentence on stderr and the code 2."""
    try:
        code: object = main(words)
    except SystemExit as ended:  # argparse found it
        code = ended.code

    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert sentence in told.err


def test_a_key_that_cannot_be(tmp_path: Path) -> None:
    """A wrong setting ends without a traceback, and the key is not shown."""
    done = run(tmp_path, "generate", PICTURE, COMETAPI_KEY="sk-a b")

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "the key contains a space" in done.stderr
    assert "sk-a" not in done.stderr


def test_no_clip(tmp_path: Path) -> None:
    """What the provider refuses ends with the code 1 and says why."""
    with served(tmp_path / "server", "--set", "balance=0") as url:
        key = {"COMETAPI_KEY": "sk-nobody", "COMETAPI_BASE_URL": f"{url}/kling"}
        done = run(tmp_path, "generate", PICTURE, **key)

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "balance" in done.stderr
    assert events(done.stdout)[-1]["state"] == "rejected"


def test_interrupted(tmp_path: Path) -> None:
    """Ctrl+C says what becomes of the task, and ends with the code 130."""
    with started(tmp_path, "generate", PICTURE, until='"submitted"') as (process, _):
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)

    assert process.returncode == 130
    assert "is submitted. What was sent goes on there" in errors
    assert "Traceback" not in errors


def test_the_simulator_is_handed_on(capsys: pytest.CaptureFixture[str]) -> None:
    """`kling-widgets simulator` takes the simulator's own options."""
    with pytest.raises(SystemExit) as ended:
        main(["simulator", "--help"])

    assert ended.value.code == 0
    assert "--speed" in capsys.readouterr().out


def test_the_name_is_installed() -> None:
    """Installing the package brings the command `kling-widgets`."""
    (found,) = entry_points(group="console_scripts", name="kling-widgets")

    assert found.load() is main


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """What is asked for in every report of a fault needs no command."""
    with pytest.raises(SystemExit) as end:
        main(["--version"])

    assert (end.value.code, capsys.readouterr().out) == (0, f"{kling.__version__}\n")
