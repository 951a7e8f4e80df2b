"""Whatever a stranger answers, only our own errors come out, in little memory."""

from __future__ import annotations

import contextlib
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from kling_widgets.api import Task, classify, read_callback
from kling_widgets.api._answer import Answer
from kling_widgets.api._query import read_query, task_of
from kling_widgets.errors import KlingError, ProviderError, Unavailable

MAX_EXTRA_BYTES = 64 << 20
KEYS = st.sampled_from(
    [
        *("code", "data", "message", "request_id", "error", "type", "id", "status"),
        *("task_id", "task_status", "task_status_msg", "task_info", "task_result"),
        *("videos", "url", "duration", "external_task_id", "fail_reason", "object"),
        *("created_at", "updated_at", "submit_time", "final_unit_deduction"),
    ]
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from([0, "success", 1201, "succeed", "t-1", '{"code":5000}']),
)
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(KEYS, inner, max_size=8)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)
STATUSES = st.one_of(st.just(200), st.integers(100, 599))


def understand(status: int, raw: bytes) -> None:
    """Take an answer in every way that there is."""
    verdict = classify(sent=True, status=status, raw=raw, external_task_id="kw-1")
    assert isinstance(verdict.outcome, Task | ProviderError)
    answer = read_query(status=status, raw=raw)
    assert isinstance(answer, Answer | ProviderError)
    if isinstance(answer, Answer):
        try:
            assert isinstance(task_of(answer), Task)
        except Unavailable:
            assert answer.task is None
    with contextlib.suppress(KlingError):
        assert isinstance(read_callback(raw), Task)


@settings(max_examples=800, deadline=None)
@given(STATUSES, JSON)
def test_any_json(status: int, content: Any) -> None:
    """Any JSON, made of the words that real answers have, is understood or refused."""
    understand(status, json.dumps(content).encode())


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(KEYS, JSON, max_size=8), st.sampled_from([0, "success", 1303]))
def test_any_envelope(content: dict[str, Any], code: Any) -> None:
    """The same inside a proper envelope."""
    body = {"code": code, "message": "m", "data": content}

    understand(200, json.dumps(body).encode())


@settings(max_examples=800, deadline=None)
@given(STATUSES, st.binary(max_size=200))
def test_any_bytes(status: int, raw: bytes) -> None:
    """Any bytes at all are understood or refused."""
    understand(status, raw)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_any_damage(data: st.DataObject) -> None:
    """A good answer with some bytes cut or changed is understood or refused."""
    raw = json.dumps(
        {
            "code": 0,
            "message": "SUCCEED",
            "data": {"task_id": "878106242831892487", "task_status": "submitted"},
        }
    ).encode()
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    middle = data.draw(st.binary(max_size=10))

    understand(200, raw[:start] + middle + raw[end:])


MEGABYTE = 1 << 20
HUGE = {
    "a message": json.dumps({"code": 1201, "message": "x y " * 260_000}).encode(),
    "base64": json.dumps({"code": 1201, "message": "QUJD" * 260_000}).encode(),
    "escapes": b'{"code":1201,"message":"' + b"\\u001b]" * 130_000 + b'"}',
    "a web page": b"<html><title>" + b"x" * MEGABYTE,
    "deep lists": b"[" * MEGABYTE,
    "deep objects": b'{"data":' * 130_000,
    "many lists": b'{"code":0,"data":[' + b"[]," * 340_000 + b"[]]}",
    "many objects": b'{"code":0,"data":[' + b"{}," * 340_000 + b"{}]}",
    "many tasks": b'{"code":0,"data":[' + b'{"task_id":1},' * 74_000 + b"{}]}",
    "many videos": b'{"code":0,"data":{"task_id":"1","task_result":{"videos":['
    + b'{"url":"u"},' * 80_000
    + b"{}]}}}",
    "many keys": json.dumps({str(n): n for n in range(90_000)}).encode(),
    "digits": b'{"code":' + b"9" * MEGABYTE + b"}",
    "nested text": json.dumps(
        {"code": "x", "message": '{"code":"y"' * 90_000}
    ).encode(),
}


@pytest.mark.parametrize("name", HUGE)
def test_memory(name: str) -> None:
    """A megabyte of the worst kind takes less than 64 MiB to understand."""
    tracemalloc.start()
    try:
        classify(sent=True, status=200, raw=HUGE[name])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < MAX_EXTRA_BYTES
