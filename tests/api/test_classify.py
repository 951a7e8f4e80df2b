"""What became of a submit: every row of the table, and nothing outside of it."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
import pytest

from kling_widgets.api import Task, _classify, classify
from kling_widgets.errors import (
    AmbiguousSubmit,
    Busy,
    KlingError,
    NotSent,
    ProviderError,
    Rejected,
)

OURS = "kw-1"
EXCEPTIONS = [
    httpx.ConnectError("[Errno 111] Connection refused"),
    httpx.ConnectTimeout(""),
    httpx.PoolTimeout(""),
    httpx.ProxyError("407 Proxy Authentication Required"),
    httpx.ReadError(""),
    httpx.ReadTimeout(""),
    httpx.WriteError(""),
    httpx.WriteTimeout(""),
    httpx.RemoteProtocolError("https://secret.example/?Signature=1"),
    httpx.LocalProtocolError("Illegal header value b'Bearer sk-1'"),
    httpx.DecodingError(""),
    httpx.TooManyRedirects(""),
    httpx.UnsupportedProtocol(""),
    httpx.CloseError(""),
    TimeoutError(),
    OSError(5, "sk-1"),
    MemoryError(),
    ValueError("sk-1"),
]


def created(**data: Any) -> bytes:
    return json.dumps({"code": 0, "data": {"task_id": "8781", **data}}).encode()


ROWS: list[tuple[str, dict[str, Any]]] = [
    ("1", {"sent": False, "exc": EXCEPTIONS[0]}),
    ("2", {"exc": EXCEPTIONS[5]}),
    ("2", {}),
    ("3", {"status": 200, "raw": created()}),
    ("3", {"status": 201, "raw": created(task_info={"external_task_id": OURS})}),
    ("3b", {"status": 202, "raw": b'{"id":"t-1","object":"video","status":"queued"}'}),
    ("4", {"status": 200, "raw": created(task_info={"external_task_id": "kw-2"})}),
    ("5", {"status": 204}),
    ("5", {"status": 200, "raw": b"<html>"}),
    ("5", {"status": 206, "raw": created()}),
    ("6", {"status": 401, "raw": b'{"code":1000}'}),
    ("7", {"status": 429, "raw": b'{"code":1102}'}),
    ("8", {"status": 400, "raw": b'{"code":1301}'}),
    ("9", {"status": 400, "raw": b'{"code":1201,"message":"it already exists"}'}),
    ("10", {"status": 429, "raw": b'{"code":1303}'}),
    ("10", {"status": 429, "raw": b"<html>"}),
    ("11", {"status": 429, "raw": b'{"code":1304}'}),
    *[("12", {"status": s, "raw": b"<h1>"}) for s in (408, 409, 425, 499, 500, 524)],
    ("12", {"status": 503, "raw": created()}),
    *[("13", {"status": s}) for s in (401, 405, 413, 414, 415, 431)],
    *[("14", {"status": s, "raw": b"<html>"}) for s in (400, 403, 404)],
    ("14", {"status": 400, "raw": created()}),
    *[("15", {"status": s}) for s in (307, 308)],
    *[("16", {"status": s}) for s in (300, 301, 302, 303, 304)],
    ("17", {"status": 200, "raw": b'{"code":4711}'}),
]


@pytest.mark.parametrize(("row", "seen"), ROWS)
def test_a_row(row: str, seen: dict[str, Any]) -> None:
    """Each observation is decided by the row that names it."""
    verdict = classify(**{"sent": True, "external_task_id": OURS, **seen})

    assert verdict.row == row
    assert isinstance(verdict.outcome, Task) == (row in {"3", "3b"})


def test_every_row_is_tested() -> None:
    """The table in the module's docstring has no row that is not above."""
    told = re.findall(r"^ *(\d+b?)  ?\S", _classify.__doc__ or "", re.MULTILINE)

    assert list(dict.fromkeys(row for row, _ in ROWS)) == told


@pytest.mark.parametrize("sent", [True, False])
@pytest.mark.parametrize("exc", EXCEPTIONS, ids=lambda exc: type(exc).__name__)
def test_an_exception(exc: BaseException, sent: bool) -> None:  # noqa: FBT001 - a table
    """Only whether something was sent counts, and no exception's text leaks."""
    error = classify(sent=sent, exc=exc).outcome

    assert type(error) is (AmbiguousSubmit if sent else NotSent)
    assert "sk-1" not in str(error)
    assert "Signature" not in str(error)


BODIES = [
    b"",
    b"<html><title>Just a moment...</title>",
    b"null",
    created(),
    *[json.dumps({"code": c, "message": "m"}).encode() for c in range(1000, 1005)],
    *[json.dumps({"code": c, "message": "m"}).encode() for c in range(1100, 1104)],
    *[json.dumps({"code": c, "message": "m"}).encode() for c in range(1200, 1204)],
    *[json.dumps({"code": c, "message": "m"}).encode() for c in range(1300, 1305)],
    *[json.dumps({"code": c, "message": "m"}).encode() for c in range(5000, 5003)],
    b'{"code":"fail_to_fetch_task","message":"x"}',
    b'{"error":{"message":"m","type":"comet_api_error","code":""}}',
]
CERTAIN = {"1", "6", "7", "8", "10", "11", "13", "15"}


def test_all_statuses_with_all_bodies() -> None:
    """15,000 answers: certainty comes from certain rows only, doubt from the rest."""
    for status in range(100, 600):
        for raw in BODIES:
            verdict = classify(sent=True, status=status, raw=raw)
            if isinstance(verdict.outcome, Task):
                assert status in {200, 201, 202}
                continue
            is_certain = isinstance(verdict.outcome, Rejected | Busy)
            assert is_certain == (verdict.row in CERTAIN)
            assert isinstance(verdict.outcome, ProviderError)
            assert is_certain or isinstance(verdict.outcome, AmbiguousSubmit)


def test_a_server_error_is_never_certain() -> None:
    """Nothing but a known code makes an HTTP 5xx certain."""
    for status in range(500, 600):
        error = classify(sent=True, status=status, raw=b'{"code":"x"}').outcome

        assert type(error) is AmbiguousSubmit


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("https://www.cometapi.com/login?token=abc", " (https://www.cometapi.com)"),
        ("/login", ""),
        ("https://[broken", ""),
        (None, ""),
    ],
)
def test_a_redirect_names_its_host(location: str | None, shown: str) -> None:
    """Where a redirect leads is told without path and query."""
    headers = {"location": location} if location else {}

    error = classify(sent=True, status=307, headers=headers).outcome

    assert isinstance(error, Rejected)
    assert f"points to another address{shown} (HTTP 307)." in error.message


def test_a_web_page_is_called_one() -> None:
    """The title of an error page tells people what happened."""
    raw = b"\xef\xbb\xbf\n<html><title>Bad\x1b[31m gateway\n</title>"

    error = classify(sent=True, status=502, raw=raw).outcome

    assert isinstance(error, KlingError)
    assert error.message == (
        "The gateway answered with a web page ('Bad gateway') (HTTP 502). "
        "Look the task up by its id before sending again. "
        "The task may exist and may be charged."
    )


def test_waiting_is_passed_on() -> None:
    """What Retry-After says is on the error."""
    verdict = classify(sent=True, status=429, headers={"retry-after": "20"})

    assert isinstance(verdict.outcome, Busy)
    assert verdict.outcome.retry_after == 20
