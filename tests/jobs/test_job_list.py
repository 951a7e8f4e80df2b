"""All jobs as data: a tuple, a table in a cell, a data frame."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kling_widgets.clips import Clip
from kling_widgets.errors import ConfigError
from kling_widgets.jobs import JobList, JobSnapshot, JobState

JOB = JobSnapshot(
    id="kw-1",
    state=JobState.SAVED,
    created_at=datetime(2026, 11, 25, 14, 30, tzinfo=UTC),
    model_name="kling-v2-6",
    mode="pro",
    duration="10",
    prompt="the cat yawns",
    elapsed=71.5,
    clip=Clip("yawn.mp4"),
)
FAILED = replace(JOB, id="kw-2", state=JobState.FAILED, clip=None, error="No.")
ODD = replace(FAILED, id="kw-3", duration="")


def test_it_is_a_tuple() -> None:
    """Code that takes jobs as they were takes them still."""
    assert JobList([JOB, FAILED]) == (JOB, FAILED)


def test_a_frame_has_a_row_for_each() -> None:
    """States are words, seconds numbers, times times."""
    frame = JobList([JOB, FAILED]).to_frame()

    assert list(frame["id"]) == ["kw-1", "kw-2"]
    assert list(frame["state"]) == ["saved", "failed"]
    assert frame["duration"].sum() == 20
    assert frame["created_at"].dt.year.tolist() == [2026, 2026]
    assert frame["file"][0] == str(Path("yawn.mp4").absolute())
    assert frame["file"].isna().tolist() == [False, True]


def test_a_job_that_lacks_its_length_is_there_too() -> None:
    """A row from a damaged journal does not hide the others."""
    frame = JobList([JOB, ODD]).to_frame()

    assert frame["duration"].isna().tolist() == [False, True]


def test_no_jobs_are_a_frame_too() -> None:
    """Its columns are there to be asked for."""
    frame = JobList().to_frame()

    assert (len(frame), "prompt" in frame) == (0, True)


def test_pandas_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, the sentence says how to get it."""
    monkeypatch.setitem(sys.modules, "pandas", None)

    with pytest.raises(ConfigError, match="pip install pandas"):
        JobList([JOB]).to_frame()


def test_a_cell_shows_a_table() -> None:
    """What people look for is in it, and a prompt is text."""
    page = JobList([replace(JOB, prompt="<img src=x onerror=alert(1)>")])._repr_html_()

    assert "2026-11-25 14:30 UTC" in page
    assert "yawn.mp4" in page
    assert "<img" not in page


def test_a_long_table_is_cut() -> None:
    """It says how many more there are."""
    page = JobList([JOB] * 5_000)._repr_html_()

    assert page.count("<tr>") == 51
    assert "and 4,950 more" in page
