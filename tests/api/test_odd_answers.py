"""Answers of the wrong kind: read as far as they go, or not at all."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from kling_widgets.api import Task, classify
from kling_widgets.api._answer import Answer, read_answer
from kling_widgets.api._json import UnreadableJson
from kling_widgets.api._query import read_query, task_of
from kling_widgets.errors import Unavailable

SUCCEED = {
    "task_id": "797191640489828365",
    "task_status": "succeed",
    "task_info": {"external_task_id": "11112"},
    "final_unit_deduction": "2.5",
    "task_result": {"videos": [{"id": "1", "url": "https://e.com/1.mp4"}]},
    "created_at": 1758093816979,
}


def task(data: Any) -> Task:
    raw = json.dumps({"code": 0, "data": data}).encode()
    answer = read_query(status=200, raw=raw)
    assert isinstance(answer, Answer)
    return task_of(answer)


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"task_id": 797191640489828365}, "task_id", "797191640489828365"),
        ({"task_result": {"videos": {}}}, "videos", ()),
        ({"task_result": []}, "videos", ()),
        ({"task_result": {"videos": [{"url": 5}]}}, "videos", ()),
        ({"task_result": {"videos": [{"url": "x" * 5000}]}}, "videos", ()),
        ({"task_result": {"videos": [{"url": "https://e/\u202e"}]}}, "videos", ()),
        ({"created_at": 0}, "created_at", None),
        ({"created_at": -5}, "created_at", None),
        ({"created_at": "soon"}, "created_at", None),
        ({"created_at": True}, "created_at", None),
        ({"created_at": 253402300800000}, "created_at", None),
        ({"created_at": 10**300}, "created_at", None),
        ({"final_unit_deduction": 2.5}, "units", Decimal("2.5")),
        ({"final_unit_deduction": "free"}, "units", None),
        ({"final_unit_deduction": None}, "units", None),
        ({"final_unit_deduction": "Infinity"}, "units", None),
        ({"final_unit_deduction": "-1"}, "units", None),
        ({"task_info": []}, "external_task_id", None),
        ({"task_status_msg": "\x1b[31mno\x1b[0m\ud800"}, "reason", "no?"),
        ({"task_status_msg": "x" * 5000}, "reason", "<base64, 5 kB>"),
        ({"task_status_msg": "a b " * 5000}, "reason", ("a b " * 500)[:1999] + "…"),
    ],
)
def test_wrong_types(change: dict[str, Any], field: str, value: Any) -> None:
    """A field of the wrong type is as if it were not there; ids become text."""
    found = task({**SUCCEED, **change})

    assert getattr(found, field) == value


@pytest.mark.parametrize(
    "task_id", [0, "", 12.5, True, None, "../../x", "x" * 65, [], {}]
)
def test_unusable_ids(task_id: Any) -> None:
    """An id that could not stand in a path is none."""
    raw = json.dumps({"code": 0, "data": {"task_id": task_id}}).encode()

    assert classify(sent=True, status=200, raw=raw).row == "5"
    with pytest.raises(Unavailable):
        task({"task_id": task_id})


UNREADABLE = [
    (b"", "it is empty"),
    (b" \n", "it is empty"),
    (b"[]", "it is a list, not an object"),
    (b"null", "it is a single value, not an object"),
    (b'"ok"', "it is a single value, not an object"),
    (b'{"code":0,"data":{"task_id":"1"', "it is not complete JSON"),
    (b'{"code":0} trailing', "it is not complete JSON"),
    (b"\xff\xfe", "it is not UTF-8 text"),
    (b'{"code":NaN}', "it contains NaN, which is no number"),
    (b'{"code":0,"data":-Infinity}', "it contains -Infinity, which is no number"),
    (b'{"code":1e999}', "it contains a number beyond all bounds"),
    (b'{"code":' + b"9" * 5000 + b"}", "it is not complete JSON"),
    (b"[" * 100_000, "it is nested too deeply"),
    (b'{"code":0,"code":1303}', "it says the same key twice"),
    (b'{"code":true}', "its code is neither a number nor a word"),
    (b'{"code":null}', "its code is neither a number nor a word"),
    (b'{"code":0.0}', "its code is neither a number nor a word"),
    (b"{}", "it is an object of unknown shape"),
    (b'{"data":{"task_id":"1"}}', "it is an object of unknown shape"),
    (b'{"error":{}}', "it is an object of unknown shape"),
]


@pytest.mark.parametrize(("raw", "reason"), UNREADABLE)
def test_unreadable(raw: bytes, reason: str) -> None:
    """What two readers could understand differently is not read at all."""
    with pytest.raises(UnreadableJson) as caught:
        read_answer(raw)

    assert str(caught.value) == reason
