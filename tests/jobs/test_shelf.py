"""All jobs, looked through: found by words and facts, starred, files deleted."""

from __future__ import annotations

import sqlite3
import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.errors import ConfigError
from kling_widgets.jobs import JobQuery, JobRunner, JobState
from kling_widgets.jobs.journal._journal import FILE_NAME
from tests.jobs._shelves import START, row, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kling_widgets.jobs import Settings, Shelf
    from kling_widgets.jobs._loop import LoopThread

KOREAN = "고양이가 하품한다"
ROWS = [
    row(0, prompt="Slow ZOOM in on the lake"),
    row(1, prompt=KOREAN, state="failed"),
    row(2, model_name="kling-v2-5-turbo", gateway="simulator", price=None),
    row(3, state="processing", task_id="2032273942220931072"),
    row(4, prompt="the ÉCLAIR melts", units="7", starred=1),
    row(5, prompt="100% of 'all' OR \"none\"; DROP TABLE job", price=None),
]


@pytest.fixture
def shelf(somewhere: Settings, loop: LoopThread) -> Iterator[Shelf]:
    write_rows(somewhere.home, ROWS)
    runner = JobRunner(somewhere, loop)
    yield runner.shelf
    loop.close(runner.aclose)


def found(shelf: Shelf, **asked: Any) -> list[int]:
    return [int(job_id[3:]) for job_id in shelf.find(JobQuery(**asked))]


def test_everything_is_found_newest_first(shelf: Shelf) -> None:
    """With nothing asked for, every job is there."""
    assert found(shelf) == [5, 4, 3, 2, 1, 0]
    assert shelf.count() == len(ROWS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zoom lake", [0]),
        ("LAKE zoom", [0]),
        ("하품", [1]),
        (unicodedata.normalize("NFD", "하품"), [1]),
        ("éclair", [4]),
        ("e\N{COMBINING ACUTE ACCENT}clair", [4]),
        ("100%", [5]),
        ("_", []),
        ("%", [5]),
        ("DROP TABLE", [5]),
        ("' OR 1=1 --", []),
        ("kw-3", [3]),
        (" 2032273942220931072 ", [3]),
        ("nothing of the kind", []),
        ("   ", [5, 4, 3, 2, 1, 0]),
        ("cat " * 5000, [3, 2]),
    ],
)
def test_words_are_found_in_prompts(
    shelf: Shelf, text: str, expected: list[int]
) -> None:
    """All words, in any order and case, composed or not; or a whole id."""
    assert found(shelf, text=text) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"states": frozenset({JobState.FAILED, JobState.PROCESSING})}, [3, 1]),
        ({"model_name": "kling-v2-5-turbo"}, [2]),
        ({"since": START + timedelta(minutes=4)}, [5, 4]),
        ({"until": START + timedelta(minutes=2)}, [1, 0]),
        ({"starred": True}, [4]),
        ({"text": "cat", "states": frozenset({JobState.SAVED})}, [2]),
    ],
)
def test_facts_narrow_it(
    shelf: Shelf, asked: dict[str, Any], expected: list[int]
) -> None:
    """State, model, time and star, each alone and together."""
    assert found(shelf, **asked) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (None, 0.0, [2, 1]),
        (0.01, 0.5, [3, 0]),
        (0.5, None, [4]),
        (None, 100.0, [4, 3, 2, 1, 0]),
    ],
)
def test_cost_is_what_was_charged_or_said(
    shelf: Shelf, low: float | None, high: float | None, expected: list[int]
) -> None:
    """The simulator is free, a failed task too; a job of unknown cost is left out."""
    assert found(shelf, min_dollars=low, max_dollars=high) == expected


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({}, "job_by_age"),
        ({"states": frozenset({JobState.FAILED})}, "job_by_state"),
        ({"model_name": "kling-v2-6"}, "job_by_model"),
        ({"starred": True}, "job_starred"),
        ({"since": START}, "job_by_age"),
    ],
)
def test_a_question_uses_an_index(
    shelf: Shelf, asked: dict[str, Any], index: str
) -> None:
    """No filter on a fact reads the whole journal."""
    where, values = JobQuery(**asked).condition()
    db = sqlite3.connect(shelf.folder / FILE_NAME)
    question = f"SELECT id FROM job WHERE {where} ORDER BY created_at DESC"
    plan = db.execute(f"EXPLAIN QUERY PLAN {question}", values).fetchall()
    db.close()

    assert index in str(plan)


def test_items_come_in_the_order_asked_for(shelf: Shelf) -> None:
    """Strangers are left out, everything else is as the journal has it."""
    items = shelf.items(["kw-1", "nobody", "kw-4"])

    assert [(item.job.id, item.job.state, item.starred) for item in items] == [
        ("kw-1", JobState.FAILED, False),
        ("kw-4", JobState.SAVED, True),
    ]


def test_models_are_those_that_were_used(shelf: Shelf) -> None:
    """Each once, in the order of the alphabet."""
    assert shelf.models() == ("kling-v2-5-turbo", "kling-v2-6")


def test_a_star_stays_and_makes_no_job_newer(shelf: Shelf) -> None:
    """It is in the journal; `updated_at`, by which a job counts as new, is not."""
    shelf.star("kw-0", on=True)
    shelf.star("kw-4", on=False)

    db = sqlite3.connect(shelf.folder / FILE_NAME)
    rows = db.execute("SELECT id, created_at = updated_at FROM job WHERE starred")
    assert rows.fetchall() == [("kw-0", 1)]
    db.close()


def test_a_deleted_file_leaves_its_job(
    somewhere: Settings, loop: LoopThread, tmp_path: Path
) -> None:
    """The clip goes, the row stays and tells of it, the recipe beside it too."""
    clip, recipe = tmp_path / "a.mp4", tmp_path / "a.mp4.json"
    clip.write_bytes(b"a film")
    recipe.write_text("{}")
    write_rows(somewhere.home, [row(1, file=str(clip))])
    runner = JobRunner(somewhere, loop)

    runner.shelf.delete_file("kw-1")
    runner.shelf.delete_file("kw-1")
    (item,) = runner.shelf.items(["kw-1"])
    loop.close(runner.aclose)

    assert (clip.exists(), recipe.exists()) == (False, True)
    assert (item.job.state, item.job.clip, item.file) == (JobState.SAVED, None, clip)


def test_a_file_that_cannot_be_deleted_is_a_sentence(
    somewhere: Settings, loop: LoopThread, tmp_path: Path
) -> None:
    """What the disk says is told, and nothing is noted."""
    write_rows(somewhere.home, [row(1, file=str(tmp_path))])
    runner = JobRunner(somewhere, loop)

    with pytest.raises(ConfigError, match="cannot be deleted"):
        runner.shelf.delete_file("kw-1")

    loop.close(runner.aclose)


def test_a_request_comes_back_without_its_pictures(
    somewhere: Settings, loop: LoopThread
) -> None:
    """Links stay; of other pictures, and of what belongs to one run, nothing does."""
    asked = {
        "image": "sha256:00",
        "image_tail": "https://example.com/b.png",
        "dynamic_masks": [{"mask": "sha256:00", "trajectories": []}],
        "external_task_id": "kw-1",
        "cfg_scale": 0.5,
    }
    write_rows(somewhere.home, [row(1, prompt="a", request=asked)])
    runner = JobRunner(somewhere, loop)

    request = runner.shelf.request("kw-1")
    loop.close(runner.aclose)

    assert request == {
        "model_name": "kling-v2-6",
        "mode": "std",
        "duration": "5",
        "prompt": "a",
        "image_tail": "https://example.com/b.png",
        "cfg_scale": 0.5,
    }


def test_changes_are_told_until_nobody_listens(shelf: Shelf) -> None:
    """Each commit of this process is news, and a listener that breaks breaks none."""
    heard: list[str] = []

    def broken() -> None:
        heard.append("broken")
        raise RuntimeError("a view broke")

    ends = [shelf.subscribe(broken), shelf.subscribe(lambda: heard.append("ok"))]
    shelf.star("kw-0", on=True)
    for end in (*ends, *ends):
        end()
    shelf.star("kw-0", on=False)

    assert heard == ["broken", "ok"]
