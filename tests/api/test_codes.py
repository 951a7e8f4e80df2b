"""Kling's error table and the gateway's errors, row by row: none is missing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kling_widgets.api import classify
from kling_widgets.api._codes import KLING
from kling_widgets.api._query import read_query
from kling_widgets.errors import (
    AccountRejected,
    AlreadySubmitted,
    AmbiguousSubmit,
    AuthRejected,
    Busy,
    InputRejected,
    PolicyRejected,
    ProviderError,
    Rejected,
    TaskNotFound,
    Unavailable,
)

# HTTP, code, a text as it comes, the row, a submit's error, a question's error
TABLE: list[tuple[int, int, str, str, type[ProviderError], type[ProviderError]]] = [
    (401, 1000, "Authentication failed", "6", AuthRejected, AuthRejected),
    (401, 1001, "Authorization is empty", "6", AuthRejected, AuthRejected),
    (401, 1002, "Authorization is invalid", "6", AuthRejected, AuthRejected),
    (401, 1003, "Authorization is not yet valid", "6", AuthRejected, AuthRejected),
    (401, 1004, "Authorization has expired", "6", AuthRejected, AuthRejected),
    (429, 1100, "Account exception", "7", AccountRejected, AccountRejected),
    (429, 1101, "Account in arrears", "7", AccountRejected, AccountRejected),
    (429, 1102, "Account balance not enough", "7", AccountRejected, AccountRejected),
    (403, 1103, "No access to this model", "6", AuthRejected, AuthRejected),
    (400, 1200, "Invalid parameters", "8", InputRejected, InputRejected),
    (400, 1201, "image can not be null", "8", InputRejected, InputRejected),
    (404, 1202, "Invalid method", "8", InputRejected, InputRejected),
    (404, 1203, "The model is gone", "8", InputRejected, TaskNotFound),
    (400, 1300, "Platform policy", "8", PolicyRejected, PolicyRejected),
    (400, 1301, "Content security", "8", PolicyRejected, PolicyRejected),
    (429, 1302, "Too fast", "10", Busy, Unavailable),
    (429, 1303, "parallel task over resource pack limit", "10", Busy, Unavailable),
    (429, 1304, "IP whitelist", "11", AccountRejected, AccountRejected),
    (500, 5000, "Internal error", "12", AmbiguousSubmit, Unavailable),
    (503, 5001, "Maintenance", "12", AmbiguousSubmit, Unavailable),
    (504, 5002, "Internal timeout", "12", AmbiguousSubmit, Unavailable),
]
IDS = [str(row[1]) for row in TABLE]


def body(code: Any, message: str) -> bytes:
    return json.dumps({"code": code, "message": message, "request_id": "r-1"}).encode()


def test_no_code_is_missing() -> None:
    """The table has Kling's 22 codes: these and 0, which is success."""
    assert {row[1] for row in TABLE} == set(KLING)
    assert len(TABLE) == 21


@pytest.mark.parametrize("row", TABLE, ids=IDS)
def test_a_submit(row: tuple[int, int, str, str, type, type]) -> None:
    """Each code is one typed error with all that a person needs."""
    status, code, text, number, kind, _ = row

    verdict = classify(sent=True, status=status, raw=body(code, text))
    error = verdict.outcome

    assert verdict.row == number
    assert type(error) is kind
    assert isinstance(error, ProviderError)
    assert (error.code, error.http_status, error.request_id) == (code, status, "r-1")
    assert f"It says: '{text}'." in error.message
    is_open = kind is AmbiguousSubmit
    assert error.charged is (None if is_open else False)
    money = "may exist and may be charged" if is_open else "nothing was charged"
    assert money in error.message


@pytest.mark.parametrize("row", TABLE, ids=IDS)
def test_the_status_does_not_matter(row: tuple[int, int, str, str, type, type]) -> None:
    """The same code with HTTP 200, as a text or wrapped by a gateway means the same."""
    _, code, text, number, _, _ = row
    inner = body(code, text).decode()
    wrapped = {"code": "fail_to_fetch_task", "message": inner, "data": None}

    verdicts = [
        classify(sent=True, status=200, raw=body(code, text)),
        classify(sent=True, status=200, raw=body(str(code), text)),
        classify(sent=True, status=500, raw=json.dumps(wrapped).encode()),
    ]

    assert [verdict.row for verdict in verdicts] == [number] * 3


@pytest.mark.parametrize("row", TABLE, ids=IDS)
def test_a_question(row: tuple[int, int, str, str, type, type]) -> None:
    """For a question doubt is no harm, and the money is not spoken of."""
    status, code, text, _, _, kind = row

    error = read_query(status=status, raw=body(code, text))

    assert type(error) is kind
    assert isinstance(error, ProviderError)
    assert error.charged is None
    assert "charged" not in error.message


# What triggers it, the real text (seen 2025 and 2026), the field it is about
TEXTS = [
    (
        "unsupported tail",
        "model/mode/duration(kling-v2-5-turbo/std/5) is not supported with image_tail",
        "image_tail",
    ),
    (
        "sound in std",
        "model/mode(kling-v2-6/std) is not supported with sound on",
        "sound",
    ),
    ("missing image", "image can not be null", "image"),
    ("broken base64", "File is not in a valid base64 format", "image"),
    ("duration", "duration value '99' is invalid", "duration"),
    ("small image", "Image pixel is invalid", "image"),
    ("model", "model is not supported", "model_name"),
    ("nothing named", "something else", None),
]


@pytest.mark.parametrize(("_trigger", "text", "field"), TEXTS)
def test_the_field_of_a_refusal(_trigger: str, text: str, field: str | None) -> None:
    """A refusal belongs to the field that its text names."""
    error = classify(sent=True, status=400, raw=body(1201, text)).outcome

    assert isinstance(error, InputRejected)
    assert error.field == field


def test_a_duplicate_id() -> None:
    """An id that already exists proves that an earlier submit arrived."""
    raw = body(1201, "external_task_id already exists")

    verdict = classify(sent=True, status=400, raw=raw)

    assert verdict.row == "9"
    assert type(verdict.outcome) is AlreadySubmitted
    assert verdict.outcome.field == "external_task_id"
    assert "may be charged" in verdict.outcome.message


def gateway_error(message: str, code: str = "") -> Any:
    error = {"message": message, "type": "comet_api_error", "param": "", "code": code}
    return {"error": error}


# HTTP, body, the row, a submit's error, a question's error
GATEWAY: list[tuple[int, Any, str, type[ProviderError], type[ProviderError]]] = [
    (400, gateway_error("bad"), "8", InputRejected, InputRejected),
    (401, gateway_error("Invalid token"), "13", AuthRejected, AuthRejected),
    (403, gateway_error("no access"), "6", AuthRejected, AuthRejected),
    (
        403,
        gateway_error("no quota", "insufficient_user_quota"),
        "7",
        AccountRejected,
        AccountRejected,
    ),
    (429, gateway_error("slow down"), "10", Busy, Unavailable),
    (
        429,
        gateway_error("x", "insufficient_quota"),
        "7",
        AccountRejected,
        AccountRejected,
    ),
    (500, gateway_error("oops", "invalid_request"), "8", InputRejected, InputRejected),
    (500, gateway_error("oops"), "12", AmbiguousSubmit, Unavailable),
    (503, gateway_error("overloaded"), "12", AmbiguousSubmit, Unavailable),
    (504, gateway_error("late"), "12", AmbiguousSubmit, Unavailable),
    (524, gateway_error("late"), "12", AmbiguousSubmit, Unavailable),
    (503, gateway_error("x", "model_not_found"), "8", InputRejected, InputRejected),
    (
        503,
        gateway_error("No available channel for group default and model kling-v9"),
        "8",
        InputRejected,
        InputRejected,
    ),
    (404, gateway_error("Invalid URL"), "8", Rejected, TaskNotFound),
    (
        400,
        {"code": "task_not_exist", "message": "task_not_exist", "data": None},
        "8",
        InputRejected,
        TaskNotFound,
    ),
    (
        400,
        {"code": "task_failed", "message": "Account balance not enough"},
        "7",
        AccountRejected,
        AccountRejected,
    ),
    (400, {"code": "task_failed", "message": "no"}, "8", InputRejected, InputRejected),
    (
        500,
        {"code": "fail_to_fetch_task", "message": "x"},
        "12",
        AmbiguousSubmit,
        Unavailable,
    ),
    (200, {"code": "who knows", "message": "x"}, "17", AmbiguousSubmit, Unavailable),
    (200, {"code": 1999, "message": "x"}, "17", AmbiguousSubmit, Unavailable),
    (402, {"error": "pay first"}, "7", AccountRejected, AccountRejected),
    (418, gateway_error("teapot"), "17", AmbiguousSubmit, Unavailable),
]


@pytest.mark.parametrize("row", GATEWAY)
def test_the_gateway(row: tuple[int, Any, str, type, type]) -> None:
    """Each of the gateway's errors is a typed error too."""
    status, content, number, kind, asked = row
    raw = json.dumps(content).encode()

    verdict = classify(sent=True, status=status, raw=raw)

    assert (verdict.row, type(verdict.outcome)) == (number, kind)
    assert type(read_query(status=status, raw=raw)) is asked


def test_the_request_id_in_a_text() -> None:
    """CometAPI puts its request id into the message; it is found there."""
    raw = json.dumps(gateway_error("Invalid token (request id: 20260101ab)")).encode()

    error = classify(sent=True, status=401, raw=raw).outcome

    assert isinstance(error, AuthRejected)
    assert error.request_id == "20260101ab"


def test_the_request_id_in_a_header() -> None:
    """A request id that only a header has is kept as well."""
    verdict = classify(
        sent=True, status=502, headers={"x-request-id": "h-1"}, raw=b"<html>"
    )

    assert isinstance(verdict.outcome, AmbiguousSubmit)
    assert verdict.outcome.request_id == "h-1"
