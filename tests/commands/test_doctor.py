"""`kling-widgets doctor`: the report for a person, and for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kling_widgets.commands import main
from tests.commands._command import events, run
from tests.commands._terminal import at_a_terminal

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_in_a_pipe(tmp_path: Path) -> None:
    """Each thing looked at is a JSON line with its health."""
    done = run(tmp_path, "doctor")

    told = events(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert {each["event"] for each in told} == {"check"}
    assert {"provider", "key", "journal", "clips", "clock"} <= {
        each["name"] for each in told
    }


def test_at_a_terminal(tmp_path: Path) -> None:
    """A person reads what is copied into a question."""
    code, shown = at_a_terminal(tmp_path, "doctor")

    assert code == 0
    assert "ok    key             none; the built-in simulator needs none" in shown


def test_something_to_mend(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong is marked, no secret is shown, and the code says it."""
    monkeypatch.setenv("COMETAPI_KEY", "sk-a b")

    code = main(["doctor"])

    told = capsys.readouterr().out
    (bad,) = [each for each in events(told) if each["health"] == "BAD"]
    assert code == 2
    assert "the key contains a space" in bad["text"]
    assert "sk-a" not in told
