"""Callbacks: read flat and wrapped, and checked by the documented test vector."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kling_widgets.api import TaskStatus, is_authentic, read_callback
from kling_widgets.errors import ConfigError, InputError, ProviderError

FLAT = {
    "task_id": "878106242831892487",
    "task_status": "succeed",
    "task_status_msg": "",
    "created_at": 1722769557708,
    "updated_at": 1722769557708,
    "final_unit_deduction": "2.5",
    "final_balance_deduction": {"quota": "1", "list_price": "0.35"},
    "task_info": {"external_task_id": "run-7f3a-0001"},
    "task_result": {"videos": [{"id": "1", "url": "https://e.com/1.mp4"}]},
}

# Kling's documentation of signed callbacks, 2026-08
SECRET = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI="
BODY = (
    b'{"id":"1234567890","status":"succeeded","message":"",'
    b'"create_time":1781080778802,"update_time":1781080794151}'
)
SENT = 1781080794
SIGNATURE = "v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4="
HEADERS = {
    "webhook-id": "9876543210",
    "webhook-timestamp": str(SENT),
    "webhook-signature": SIGNATURE,
}


@pytest.mark.parametrize(
    "body", [FLAT, {"code": 0, "message": "SUCCEED", "request_id": "r", "data": FLAT}]
)
def test_both_forms(body: Any) -> None:
    """Flat as both documents show it, or wrapped as a third one does."""
    task = read_callback(json.dumps(body).encode())

    assert task.task_id == "878106242831892487"
    assert task.status is TaskStatus.SUCCEED
    assert task.external_task_id == "run-7f3a-0001"
    assert [video.url for video in task.videos] == ["https://e.com/1.mp4"]


def test_the_new_generation() -> None:
    """The newer flat form, with `id` and `status`, is understood as well."""
    task = read_callback(BODY)

    assert (task.task_id, task.status) == ("1234567890", TaskStatus.SUCCEED)
    assert task.created_at is not None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "it is empty"),
        (b"<html>", "it is not complete JSON"),
        (b'{"event":"video.completed"}', "it is an object of unknown shape"),
        (b'{"code":0,"data":{}}', "it names no task"),
        (b'{"code":1201,"message":"no"}', "no"),
        (b" " * (1 << 20) + b"{}", "it is longer than 1 MiB"),
    ],
)
def test_what_is_no_callback(body: bytes, reason: str) -> None:
    """Anybody may post anything there: it is refused with the reason."""
    with pytest.raises(ProviderError) as caught:
        read_callback(body)

    assert caught.value.message == f"The callback cannot be used: {reason}."
    assert caught.value.__context__ is None


def authentic(**changes: Any) -> bool:
    given = {"body": BODY, "headers": HEADERS, "secret": SECRET, "now": SENT}
    return is_authentic(**{**given, **changes})


def test_the_documented_vector() -> None:
    """Kling's own example passes."""
    assert authentic()


@pytest.mark.parametrize(
    "headers",
    [
        {"webhook-signature": f"v1,AAAA {SIGNATURE}"},
        {"webhook-signature": f"{SIGNATURE} v1,AAAA"},
    ],
)
def test_two_signatures(headers: dict[str, str]) -> None:
    """While a secret is being replaced there are two signatures; one is enough."""
    assert authentic(headers={**HEADERS, **headers})


def test_names_in_any_case() -> None:
    """Header names are the same in any case."""
    assert authentic(headers={name.title(): text for name, text in HEADERS.items()})


@pytest.mark.parametrize(
    "changes",
    [
        {"body": BODY + b" "},
        {"secret": "whsec_b3RoZXI="},
        {"now": SENT + 301},
        {"now": SENT - 301},
        {"headers": {}},
        {"headers": {**HEADERS, "webhook-id": "1"}},
        {"headers": {**HEADERS, "webhook-signature": "v1,"}},
        {"headers": {**HEADERS, "webhook-signature": SIGNATURE.replace("v1,", "v2,")}},
        {"headers": {**HEADERS, "webhook-signature": "v1,\u00fc"}},
        {"headers": {**HEADERS, "webhook-signature": "v1,\ud800"}},
        {"headers": {**HEADERS, "webhook-id": "\ud800"}},
        {"headers": {**HEADERS, "webhook-signature": SIGNATURE.encode()}},
        {"headers": {**HEADERS, "webhook-timestamp": "soon"}},
        {"headers": {**HEADERS, "webhook-timestamp": "9" * 5000}},
        {"headers": {**HEADERS, "webhook-timestamp": "\u0661"}},
    ],
)
def test_forgeries(changes: dict[str, Any]) -> None:
    """A changed body, id, time or secret does not pass, nor does an old one."""
    assert not authentic(**changes)


def test_what_is_no_delivery() -> None:
    """A body that was decoded, or headers that are none, are a mistake in the server."""
    with pytest.raises(InputError, match=r"^body: need the bytes exactly as they"):
        authentic(body=BODY.decode())
    with pytest.raises(InputError, match=r"^headers: need a mapping of names"):
        authentic(headers=None)
    with pytest.raises(InputError, match=r"^body: need the bytes exactly as they"):
        read_callback("{}")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "secret", ["", None, "\ud800", "whsec_", "whsec_#", "whsec_\u00fc"]
)
def test_a_secret_that_is_none(secret: Any) -> None:
    """A broken secret is an error, not a failed check."""
    with pytest.raises(ConfigError, match="webhook secret"):
        authentic(secret=secret)
