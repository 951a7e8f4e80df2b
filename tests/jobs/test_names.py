"""The names of saved clips."""

from __future__ import annotations

import sys
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from kling_widgets.jobs.download._download import file_name

DAY = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("the cat yawns", "kw-20261122-the-cat-yawns-abcdef.mp4"),
        ("고양이가 하품한다", "kw-20261122-고양이가-하품한다-abcdef.mp4"),
        ("", "kw-20261122-abcdef.mp4"),
        ("../../etc/passwd", "kw-20261122-etc-passwd-abcdef.mp4"),
        ("<img src=x>", "kw-20261122-img-src-x-abcdef.mp4"),
    ],
)
def test_a_clip_is_named_after_its_prompt(prompt: str, name: str) -> None:
    """Day, words and the end of the id: found again by eye, and ours alone."""
    assert name == file_name(DAY, prompt, "kw-0000abcdef")


@given(st.text())
def test_no_prompt_leaves_the_folder(prompt: str) -> None:
    """Any text gives one plain, short file name."""
    name = file_name(DAY, prompt, "kw-0000abcdef")

    assert name == Path(name).name
    assert len(name.encode()) < 100
    assert name == unicodedata.normalize("NFC", name)


def test_a_name_is_one_that_can_be_written_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With LANG=C no file can have a Korean name; the clip was paid for all the same."""
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ascii")
    name = file_name(DAY, "고양이 a cat 하품한다", "kw-0000abcdef")

    assert name == "kw-20261122-a-cat-abcdef.mp4"
