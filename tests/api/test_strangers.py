"""Whatever a stranger answers, only our own errors come out, in little memory."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings, strategies as st

from tests.api._strangers import JSON, KEYS, STATUSES, understand


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
