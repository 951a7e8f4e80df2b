"""`%%kling` in a real IPython, on the simulator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from PIL import Image

from kling_widgets.clips import Clip
from kling_widgets.errors import InputError
from kling_widgets.jobs import Job
from tests.commands._command import PICTURE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[InteractiveShell]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("KLING_WIDGETS_SIMULATOR_SPEED", "400")
    shell = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "kling_widgets")
    yield shell
    if shell.history_manager:
        shell.history_manager.end_session()
    InteractiveShell.clear_instance()


def magic(shell: Any, line: str, cell: str = "zoom in") -> Any:
    return shell.run_cell_magic("kling", line, cell)


def test_the_cell_is_the_prompt(shell: InteractiveShell) -> None:
    """The cell's text and the line's options become the request."""
    job = magic(shell, f"{PICTURE} --duration 10 --negative-prompt 'a b'", "hop\n")
    job.stop_watching()

    assert isinstance(job, Job)
    assert job.request
    assert (job.request.prompt, job.request.duration) == ("hop", "10")
    assert job.request.negative_prompt == "a b"


def test_variables_are_taken(shell: InteractiveShell) -> None:
    """A picture may be a variable of the notebook, and the result becomes one."""
    shell.user_ns["sky"] = Image.new("RGB", (400, 300), "skyblue")

    job = magic(shell, "sky --name kept")
    job.stop_watching()

    assert shell.user_ns["kept"] is job


def test_waiting(shell: InteractiveShell, capsys: pytest.CaptureFixture[str]) -> None:
    """`--wait` gives the clip, and a plain line for each step."""
    clip = magic(shell, f"{PICTURE} --wait")

    lines = capsys.readouterr().out.splitlines()
    assert isinstance(clip, Clip)
    assert clip.path.exists()
    assert "saved" in lines[-1]
    assert not any("\r" in line or "\x1b" in line for line in lines)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "the following arguments are required: image"),
        ("a.png --colour red", "unrecognized arguments: --colour red"),
        ("a.png --name 1x", "'1x' is no name for a variable"),
        ("a.png --name class", "'class' is no name for a variable"),
        ("a.png --name __builtins__", "'__builtins__' is no name for a variable"),
        ("'a.png", "No closing quotation"),
    ],
)
def test_a_line_that_cannot_be(
    line: str, sentence: str, shell: InteractiveShell
) -> None:
    """A wrong line is an error in the cell; the kernel goes on."""
    with pytest.raises(InputError, match=sentence):
        magic(shell, line)
