"""What strangers answer, and all that is made of it."""

from __future__ import annotations

import contextlib
import json

from hypothesis import strategies as st

from kling_widgets.api import Task, classify, read_callback
from kling_widgets.api._answer import Answer
from kling_widgets.api._query import read_query, task_of
from kling_widgets.errors import KlingError, ProviderError, Unavailable
from tests.api._memory import MEGABYTE, little_memory

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


def understand(status: int, raw: bytes) -> int:
    """Take an answer in every way that there is; return the memory that took."""
    with little_memory(len(raw)) as found:
        _take(status, raw)
    return found.bytes


def _take(status: int, raw: bytes) -> None:
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
