"""Whatever a gateway answers, a Korean reader is told about it in Korean."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

import httpx
import pytest

import kling_widgets as kling
from kling_widgets._language import told
from kling_widgets.api._classify import classify
from kling_widgets.api._codes import GATEWAY, KLING, STATUS, TEXTS, UNCERTAIN
from kling_widgets.errors import KlingError

if TYPE_CHECKING:
    from collections.abc import Iterator

STATUSES: Final = (200, 204, 302, 307, 418, 500, 503, *STATUS, *UNCERTAIN)
PAGES: Final = (
    *(b"", b"nonsense", b"\xff\xfe", b"[]", b"1", b"{}", b'{"code": []}'),
    *(b"<title>Oops</title>", b'{"a": 1, "a": 2}', b'{"a": NaN}', b'{"a": 1e999}'),
)
CODES: Final = (0, 9999, "odd_word", *KLING, *GATEWAY)
MESSAGES: Final = ("", "Something odd. It says no", *TEXTS)
BROKEN: Final = (
    *(None, OSError(113, "No route"), httpx.ReadTimeout("slow"), httpx.WriteError("")),
    *(httpx.RemoteProtocolError("no"), httpx.ReadError("A. b"), TimeoutError()),
)
KEPT: Final = re.compile(r"'[^']*'|\([^)]*\)|[a-z]+_[a-z_]+")
"""What stays as it came: the provider's words, codes, names of parameters."""
ENGLISH: Final = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
RUN_TOGETHER: Final = re.compile(r"[가-힣]\.[^ ]")
"""A sentence that was taken for a part of the one before."""


@pytest.fixture(autouse=True)
def _korean() -> Iterator[None]:
    kling.configure(language="ko")
    yield
    kling.configure(language=None)


def test_a_page_in_place_of_an_answer() -> None:
    """No status with anything unreadable leaves a sentence in English."""
    for status in STATUSES:
        for raw in PAGES:
            check(status=status, raw=raw)


@pytest.mark.parametrize("code", CODES)
def test_a_refusal(code: int | str) -> None:
    """No code with any message leaves one."""
    for status in (200, 400, 403, 500):
        for message in MESSAGES:
            body = {"code": code, "message": message, "request_id": "r-1"}
            check(status=status, raw=json.dumps(body).encode())


@pytest.mark.parametrize("exc", BROKEN, ids=repr)
def test_no_answer(exc: BaseException | None) -> None:
    """No way to break off leaves one."""
    check(exc=exc)


def check(**seen: Any) -> None:
    outcome = classify(sent=True, **seen).outcome
    assert isinstance(outcome, KlingError)
    korean = told(outcome.message)

    assert ENGLISH.findall(KEPT.sub("", korean)) == [], korean
    assert RUN_TOGETHER.findall(korean) == [], korean
