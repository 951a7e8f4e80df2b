"""Every documented shape of an answer becomes the same task."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from kling_widgets.api import Task, TaskStatus, Video, classify
from kling_widgets.api._answer import Answer
from kling_widgets.api._query import read_query, task_of

VIDEO = {
    "id": "797191640795996237",
    "url": "https://v2-kling.kechuangai.com/x-output.mp4?x-kcdn-pid=112452",
    "watermark_url": "https://v2-kling.kechuangai.com/w.mp4",
    "duration": "5.041",
}
SUCCEED = {
    "task_id": "797191640489828365",
    "task_status": "succeed",
    "task_status_msg": "",
    "task_info": {"external_task_id": "11112"},
    "watermark_info": {"enabled": False},
    "final_unit_deduction": "2.5",
    "final_balance_deduction": {"quota": "1", "list_price": "0.35"},
    "task_result": {"videos": [VIDEO]},
    "created_at": 1758093816979,
    "updated_at": 1758094147654,
}
EXPECTED = Task(
    task_id="797191640489828365",
    status=TaskStatus.SUCCEED,
    status_text="succeed",
    external_task_id="11112",
    videos=(
        Video(
            id="797191640795996237",
            url=VIDEO["url"],
            duration=5.041,
            watermark_url=VIDEO["watermark_url"],
        ),
    ),
    created_at=datetime(2025, 9, 17, 7, 23, 36, 979000, tzinfo=UTC),
    updated_at=datetime(2025, 9, 17, 7, 29, 7, 654000, tzinfo=UTC),
    units=Decimal("2.5"),
    request_id="690fe91b",
)


def native(data: Any, **more: Any) -> dict[str, Any]:
    return {
        "code": 0,
        "message": "SUCCEED",
        "request_id": "690fe91b",
        "data": data,
        **more,
    }


def wrapped(status: str, inner: Any, **more: Any) -> dict[str, Any]:
    record = {
        "task_id": "842250903629086785",
        "platform": "50",
        "action": "generate",
        "status": status,
        "fail_reason": "",
        "progress": "100%",
        "submit_time": 1758093816,
        "finish_time": 1758094147,
        "data": inner,
    }
    return {"code": "success", "message": "", "data": {**record, **more}}


def task(body: Any) -> Task:
    answer = read_query(status=200, raw=json.dumps(body).encode())
    assert isinstance(answer, Answer)
    return task_of(answer)


def test_a_finished_task() -> None:
    """Kling's own answer to a question is read whole."""
    assert task(native(SUCCEED)) == EXPECTED


def test_created_by_cometapi() -> None:
    """CometAPI's answer to a submit has no request id and an empty task_info."""
    raw = (
        b'{"code":0,"message":"success","data":{"task_id":"2032273942220931072",'
        b'"task_status":"submitted","task_info":{},"created_at":1773366840306,'
        b'"updated_at":1773366840306}}'
    )
    moment = datetime(2026, 3, 13, 1, 54, 0, 306000, tzinfo=UTC)

    verdict = classify(sent=True, status=200, raw=raw)

    assert verdict.outcome == Task(
        task_id="2032273942220931072",
        status=TaskStatus.SUBMITTED,
        status_text="submitted",
        created_at=moment,
        updated_at=moment,
    )


def test_created_by_kling() -> None:
    """Kling's answer to a submit gives request id and our own id back."""
    data = {
        "task_id": "878106242831892487",
        "task_info": {"external_task_id": "run-7f3a-0001"},
        "task_status": "submitted",
    }

    verdict = classify(
        sent=True,
        status=200,
        raw=json.dumps(native(data)).encode(),
        external_task_id="run-7f3a-0001",
    )

    assert isinstance(verdict.outcome, Task)
    assert verdict.outcome.external_task_id == "run-7f3a-0001"
    assert verdict.outcome.request_id == "690fe91b"


def test_a_running_task() -> None:
    """While it runs, task_result is empty."""
    data = {"task_id": "1", "task_status": "processing", "task_result": {}}

    found = task(native(data))

    assert (found.status, found.videos, found.is_over) == (
        TaskStatus.PROCESSING,
        (),
        False,
    )


def test_a_failed_task() -> None:
    """A failed task is no error: the reason is its task_status_msg."""
    data = {
        "task_id": "1",
        "task_status": "failed",
        "task_status_msg": "Failure to pass the risk control system",
        "task_result": {},
    }

    found = task(native(data))

    assert found.is_over
    assert found.reason == "Failure to pass the risk control system"


def test_wrapped() -> None:
    """A gateway's record around Kling's answer keeps the gateway's id."""
    found = task(wrapped("SUCCESS", native(SUCCEED)))

    assert found.task_id == "842250903629086785"
    assert found.status is TaskStatus.SUCCEED
    assert found.videos == EXPECTED.videos
    assert found.external_task_id == "11112"
    assert found.created_at == EXPECTED.created_at


def test_wrapped_one_level_higher() -> None:
    """Some versions put the result beside the status."""
    found = task(wrapped("SUCCESS", None, task_result={"videos": [VIDEO]}))

    assert found.videos == EXPECTED.videos
    assert found.created_at == datetime(2025, 9, 17, 7, 23, 36, tzinfo=UTC)


@pytest.mark.parametrize(
    ("outer", "inner", "status"),
    [
        ("NOT_START", None, TaskStatus.SUBMITTED),
        ("SUBMITTED", None, TaskStatus.SUBMITTED),
        ("QUEUED", None, TaskStatus.SUBMITTED),
        ("IN_PROGRESS", "processing", TaskStatus.PROCESSING),
        ("IN_PROGRESS", "succeed", TaskStatus.SUCCEED),
        ("SUCCESS", None, TaskStatus.SUCCEED),
        ("FAILURE", "processing", TaskStatus.FAILED),
        ("UNKNOWN", None, TaskStatus.UNKNOWN),
        ("PAUSED", None, TaskStatus.UNKNOWN),
    ],
)
def test_wrapped_status(outer: str, inner: str | None, status: TaskStatus) -> None:
    """Of the two words, the one that ends the task counts."""
    data = {"task_id": "1", "task_status": inner} if inner else {}

    found = task(wrapped(outer, native(data), fail_reason="no luck"))

    assert found.status is status
    assert found.reason == "no luck"


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("submitted", TaskStatus.SUBMITTED),
        ("Processing", TaskStatus.PROCESSING),
        ("succeed", TaskStatus.SUCCEED),
        ("Succeeded", TaskStatus.SUCCEED),
        ("failed", TaskStatus.FAILED),
        ("queued", TaskStatus.SUBMITTED),
        ("napping", TaskStatus.UNKNOWN),
        ("", TaskStatus.UNKNOWN),
        (4, TaskStatus.UNKNOWN),
        (None, TaskStatus.UNKNOWN),
        (["succeed"], TaskStatus.UNKNOWN),
    ],
)
def test_status_words(word: Any, status: TaskStatus) -> None:
    """Documented synonyms are read in any case; an unknown word is still running."""
    found = task(native({"task_id": "1", "task_status": word}))

    assert found.status is status
    assert found.is_over == (status in {TaskStatus.SUCCEED, TaskStatus.FAILED})


@pytest.mark.parametrize(
    "body",
    [
        {"id": "t-1", "task_id": "t-1", "object": "video", "status": "queued"},
        {"id": "t-1", "object": "video", "status": "queued", "created_at": 1758093816},
        {"task_id": "t-1", "task_status": "submitted"},
        {"data": {"task_id": "t-1", "task_status": "submitted"}},
        native([{"task_id": "t-1", "task_status": "submitted"}]),
        wrapped("QUEUED", None, task_id="t-1"),
    ],
)
def test_other_shapes(body: Any) -> None:
    """An OpenAI-style video, a bare task and a list of one are understood."""
    found = task(body)

    assert (found.task_id, found.status) == ("t-1", TaskStatus.SUBMITTED)


def test_an_openai_style_failure() -> None:
    """A failed video object carries its reason in `error`."""
    error = {"code": "bad", "message": "it broke"}

    found = task({"id": "t-1", "object": "video", "status": "failed", "error": error})

    assert (found.status, found.reason) == (TaskStatus.FAILED, "it broke")


def test_several_videos() -> None:
    """All usable videos are kept, in their order."""
    videos = [VIDEO, {"url": None}, "x", {"id": "2", "url": "https://e.com/2.mp4"}]

    found = task(native({**SUCCEED, "task_result": {"videos": videos}}))

    assert [video.id for video in found.videos] == [VIDEO["id"], "2"]
