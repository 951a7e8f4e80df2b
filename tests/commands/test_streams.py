"""The command where its caller left it nothing to write to, or a narrow alphabet."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from kling_widgets.commands import main
from tests.commands._command import COMMAND, PICTURE, environment, run
from tests.commands._terminal import at_a_terminal

if TYPE_CHECKING:
    from pathlib import Path

NARROW = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def in_a_shell(
    folder: Path, redirected: str, *words: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {redirected}', "sh", *COMMAND, *words],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_closed_output_is_no_file_of_ours(tmp_path: Path) -> None:
    """The clip is made all the same, and nothing is written into it."""
    done = in_a_shell(tmp_path, "<&- >&-", "generate", PICTURE, "zoom in")

    (clip,) = tmp_path.glob("kling_clips/*.mp4")
    assert (done.returncode, done.stderr) == (0, "")
    assert clip.read_bytes()[4:8] == b"ftyp"


@pytest.mark.nightly
def test_an_output_that_is_full_is_a_sentence(tmp_path: Path) -> None:
    """It says what goes on, and how to find it."""
    done = in_a_shell(tmp_path, ">/dev/full", "generate", PICTURE, "zoom in")

    assert done.returncode == 1
    assert "What was sent goes on there" in done.stderr
    assert "Standard output cannot be written (No space left on device)." in done.stderr


@pytest.mark.nightly
def test_a_terminal_with_a_narrow_alphabet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it cannot show is a question mark."""
    run(tmp_path, "generate", PICTURE, "고양이 yawns")
    for name, value in NARROW.items():
        monkeypatch.setenv(name, value)
    code, shown = at_a_terminal(tmp_path, "jobs")

    assert "??? yawns" in shown
    assert code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[" * 100_000, "this is no JSON (nested too deeply)"),
        (b"\xff\xfe", "cannot be read (it is not UTF-8 text)."),
        (None, "cannot be read (no such file, or a device)."),
    ],
)
def test_a_file_that_holds_no_structure(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: bytes | None,
    said: str,
) -> None:
    """One sentence says what is wrong with it."""
    file = tmp_path / "masks.json"
    if content is not None:
        file.write_bytes(content)
    code = main(["generate", PICTURE, "--dynamic_masks", f"@{file}"])

    assert code == 2
    told = capsys.readouterr().err
    assert told.startswith("dynamic_masks: ")
    assert said in told
    assert told.count("dynamic_masks") == 1


@pytest.mark.parametrize("number", ["0", "x", "-1", "9" * 5000, "\uff11"])
def test_a_count_that_is_none(capsys: pytest.CaptureFixture[str], number: str) -> None:
    """Is told what would be one, whatever it is."""
    with pytest.raises(SystemExit):
        main(["jobs", "--limit", number])

    told = capsys.readouterr().err
    assert "ask for at least 1" in told
    assert len(told) < 600
