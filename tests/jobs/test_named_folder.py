"""Folders that somebody named who was in a hurry, or means no good."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.errors import ConfigError, JournalError
from kling_widgets.jobs import JobRunner, configure, doctor, settings
from kling_widgets.widgets import preview
from tests.widgets.conftest import png

if TYPE_CHECKING:
    from pathlib import Path

    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs._loop import LoopThread

HOME, OUTPUT = "KLING_WIDGETS_HOME", "KLING_WIDGETS_OUTPUT"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that Python is in, with everything named by the environment."""
    monkeypatch.setenv(HOME, str(tmp_path / "home"))
    monkeypatch.setenv(OUTPUT, str(tmp_path / "clips"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def odd(place: Path) -> dict[str, str]:
    """Return names at which no folder can be."""
    (place / "loop").symlink_to("loop")
    (place / "file").touch()
    return {
        "too long": str(place / ("a" * 300)),
        "in a file": str(place / "file" / "x"),
        "a file": str(place / "file"),
        "a link to itself": str(place / "loop"),
        "in a link to itself": str(place / "loop" / "x"),
    }


@pytest.mark.parametrize("variable", [HOME, OUTPUT])
def test_the_home_of_nobody_is_told_by_its_variable(
    place: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    """Python's own words would name neither."""
    monkeypatch.setenv(variable, "~nobody-of-that-name/x")
    with pytest.raises(ConfigError, match=f"{variable} is '~nobody-of-that-name/x'"):
        settings()

    assert not doctor().is_well


@pytest.mark.parametrize(
    "kind",
    ["too long", "in a file", "a file", "a link to itself", "in a link to itself"],
)
def test_what_can_be_no_folder_is_a_sentence(
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    loop: LoopThread,
    request_: ImageToVideoRequest,
    kind: str,
) -> None:
    """For whoever starts a job, or asks the doctor."""
    path = odd(place)[kind]
    monkeypatch.setenv(OUTPUT, path)
    runner = JobRunner(settings(), loop)
    with pytest.raises(ConfigError, match="output_dir: "):
        runner.submit(request_)
    assert str(doctor())
    monkeypatch.setenv(HOME, path)
    with pytest.raises(JournalError, match=r"The journal .* cannot be used"):
        JobRunner(settings(), loop).jobs()
    loop.close(runner.aclose)

    assert kind == "too long" or not doctor().is_well


def test_a_disk_that_can_only_be_read(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The doctor sees it before a job is asked for."""
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)
    report = "".join(str(doctor()).split())  # a long path is broken at its hyphens

    assert not doctor().is_well
    assert f"'{place}'cannotbewrittento,sonothingcanbesent" in report


def test_a_preview_that_cannot_be_written(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It names the folder, as a job would."""
    monkeypatch.setenv(OUTPUT, odd(place)["a link to itself"])
    with pytest.raises(ConfigError, match=r"no preview can be written to .*loop"):
        preview(png(), "zoom in")


@pytest.mark.parametrize("how", ["environment", "configure"])
def test_a_relative_home_stays_where_it_was(
    place: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """A notebook that goes elsewhere loses neither its jobs nor its budget."""
    name = f"mine-{how}"  # what was asked for before is remembered
    if how == "environment":
        monkeypatch.setenv(HOME, name)
    else:
        configure(home=name)
    before = settings().home
    (place / "there").mkdir()
    monkeypatch.chdir(place / "there")
    after = settings().home
    configure(home=None)

    assert before == after == place / "here" / name


def test_a_folder_that_is_gone_under_python(
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    loop: LoopThread,
    request_: ImageToVideoRequest,
) -> None:
    """What needs it says so; the jobs of before are there all the same."""
    monkeypatch.delenv(OUTPUT)
    runner = JobRunner(settings(), loop)
    (place / "here").rmdir()
    with pytest.raises(ConfigError, match=r"is in is no longer there.*os\.chdir"):
        runner.submit(request_)

    assert runner.jobs() == ()
    assert "no longer there" in " ".join(str(doctor()).split())
    loop.close(runner.aclose)


@pytest.mark.parametrize("speed", ["1e-300", "0", "-1", "fast", "nan", "inf"])
def test_a_speed_at_which_nothing_is_ever_done(
    place: Path, monkeypatch: pytest.MonkeyPatch, speed: Any
) -> None:
    """Is refused where it is named."""
    monkeypatch.setenv("KLING_WIDGETS_SIMULATOR_SPEED", speed)
    with pytest.raises(ConfigError, match="simulator_speed is"):
        settings()


@pytest.mark.parametrize("path", ["/dev/zero", "~nobody-of-that-name/c.toml"])
def test_a_catalogue_that_never_ends(
    place: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Is not read, and the sentence names it."""
    monkeypatch.setenv("KLING_WIDGETS_CATALOGUE", path)
    with pytest.raises(ConfigError, match=f"catalogue '{path}' cannot be read: "):
        preview(png(), "zoom in")
