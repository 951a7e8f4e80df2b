"""One report on everything around the jobs."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kling_widgets.jobs import configure, doctor
from kling_widgets.jobs._diagnosis import Diagnosis, Health, Line
from kling_widgets.jobs._journal_health import journal_health
from kling_widgets.jobs.journal._journal import FILE_NAME, Journal
from tests._leaks import guises
from tests.jobs.conftest import FastClock

if TYPE_CHECKING:
    from kling_widgets.jobs import Settings

CANARY = "sk-CANARY3f9a7c21e84d05b6"


def line(name: str) -> Line:
    return next(each for each in doctor().lines if each.name == name)


def test_a_healthy_machine_is_well(somewhere: Settings) -> None:
    """With a journal that is whole; each name comes with a verdict."""
    journal = Journal(somewhere.home, FastClock())
    journal.close()
    names = {each.name for each in doctor().lines}

    assert doctor().is_well
    assert "quick check: ok" in line("journal").text
    assert {"key", "home", "jobs", "free disk", "loop", "waiting", "clock"} <= names


def test_it_says_that_there_is_a_key_and_no_more(
    somewhere: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one guise of it is in the text or the HTML."""
    monkeypatch.setenv("COMETAPI_KEY", CANARY)
    monkeypatch.setenv("HTTPS_PROXY", f"http://me:{CANARY}@127.0.0.1:1")
    told = f"{doctor()}{doctor()!r}{doctor()._repr_html_()}".encode()

    assert "well formed" in line("key").text
    assert "HTTPS_PROXY" in line("environment").text
    assert not any(guise in told for guise in guises(CANARY))


@pytest.mark.parametrize(
    ("variable", "value", "name"),
    [
        ("COMETAPI_KEY", "sk-\u201cCANARY\u201d", "settings"),
        ("COMETAPI_BASE_URL", "http://evil.example", "settings"),
        ("KLING_WIDGETS_PROVIDER", "cometapi", "key"),
        ("KLING_WIDGETS_BUDGET", "lots", "budget"),
    ],
)
def test_what_is_wrong_is_a_line_and_no_traceback(
    variable: str, value: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The doctor works on the sick."""
    monkeypatch.setenv(variable, value)

    assert line(name).health is Health.BAD
    assert not doctor().is_well
    assert "CANARY" not in str(doctor())


def test_a_broken_journal_is_told(somewhere: Settings) -> None:
    """It is not opened for writing, so nothing of it is lost."""
    somewhere.home.mkdir()
    (somewhere.home / FILE_NAME).write_bytes(b"no database" * 1000)

    assert line("journal").health is Health.BAD
    assert "cannot be read" in line("journal").text


@pytest.mark.parametrize(
    ("mode", "health", "says"),
    [
        (0o755, Health.LOOK, "others can enter it (drwxr-xr-x)"),
        (0o777, Health.BAD, "can be written by others (drwxrwxrwx)"),
    ],
)
def test_a_folder_for_all_is_told(
    mode: int, health: Health, says: str, somewhere: Settings
) -> None:
    """Others can read what is in the journal then; where they can write, it is bad."""
    somewhere.home.mkdir()
    somewhere.home.chmod(mode)
    (place, *_) = journal_health(somewhere.home)

    assert place.health is health
    assert says in place.text


def test_a_folder_without_a_place_for_clips_is_told(
    somewhere: Settings, tmp_path: Path
) -> None:
    """Before a job is refused for it."""
    (tmp_path / "file").touch()
    configure(output_dir=tmp_path / "file")

    assert line("clips").health is Health.BAD


def test_it_can_be_pasted() -> None:
    """Text of plain lines; the HTML is the same, escaped; home is only a tilde."""
    text = f"{Path.home()}/x <b>\x1b[31m\u202e $x$"
    report = Diagnosis((Line("name", text), Line("long", "word " * 40, Health.BAD)))

    assert str(report).splitlines()[0] == "ok    name            ~/x <b> $x$"
    assert all(len(row) <= 88 for row in str(report).splitlines())
    assert f"<pre>{report}</pre>" == unescape(report._repr_html_())
    assert "<b>" not in report._repr_html_()
