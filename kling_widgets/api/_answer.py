"""An answer's envelope: the code that it carries, its words, and its task."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._json import UnreadableJson, read_json
from ._read_task import read_task
from ._text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._task import Task

OK = 0
MAX_UNWRAPS = 3
MAX_TASKS = 500
"""More than that no list has (Kling's documentation, 2026-03)."""

_NUMBER = re.compile(r"-?[0-9]{1,9}", re.ASCII)
_REQUEST_ID = re.compile(r"request id:?\s*([A-Za-z0-9_-]{6,100})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an envelope says, in one form for every provider."""

    code: int | str
    """0: ok. Else Kling's number, or a gateway's word (perhaps "")."""

    message: str = ""
    request_id: str | None = None
    task: Task | None = None
    tasks: tuple[Task, ...] = ()
    """The tasks of a list."""

    is_bare: bool = False
    """Whether the task came without an envelope."""


def read_answer(raw: bytes) -> Answer:
    """Read an answer in any documented shape, or raise `UnreadableJson`.

    In this order: the native envelope `{code, message, data}` (Kling, CometAPI),
    the wrapped one whose code is a word (new-api), an error object (CometAPI's
    error page, 2026-03), a bare task, and an OpenAI-style video object.
    """
    body = read_json(raw)
    if not isinstance(body, dict):
        kind = "a list" if isinstance(body, list) else "a single value"
        raise UnreadableJson(f"it is {kind}, not an object")
    return _read(body, MAX_UNWRAPS)


def _read(body: Mapping[str, Any], unwraps: int) -> Answer:
    if "code" in body:
        return _enveloped(body, unwraps)
    bare = read_task(body)
    if bare and bare.status_text:
        return Answer(code=OK, task=bare, request_id=bare.request_id, is_bare=True)
    error = body.get("error")
    if isinstance(error, dict) and error:
        code = error.get("code") or error.get("type") or ""
        return _failed(code, error.get("message"), body, unwraps)
    if isinstance(error, str) and error:
        return _failed("", error, body, unwraps)
    raise UnreadableJson("it is an object of unknown shape")


def _enveloped(body: Mapping[str, Any], unwraps: int) -> Answer:
    code = _code(body["code"])
    if code not in (OK, "success"):
        return _failed(code, body.get("message"), body, unwraps)
    data, request_id = body.get("data"), _request_id(body)
    many = data[:MAX_TASKS] if isinstance(data, list) else []
    found = [read_task(item, request_id) for item in many if isinstance(item, dict)]
    return Answer(
        code=OK,
        message=clean(body.get("message")),
        request_id=request_id,
        task=read_task(data, request_id) if isinstance(data, dict) else None,
        tasks=tuple(filter(None, found)),
    )


def _failed(
    code: object, message: object, body: Mapping[str, Any], unwraps: int
) -> Answer:
    inner = _inside(message) if unwraps and isinstance(message, str) else None
    if inner:
        return _read(inner, unwraps - 1)
    return Answer(
        code=_code(code), message=clean(message), request_id=_request_id(body)
    )


def _inside(message: str) -> dict[str, Any] | None:
    """Return the error that a gateway carries as JSON text inside its own."""
    if not message.lstrip().startswith("{"):
        return None
    try:
        inner = read_json(message.encode("utf-8", "replace"))
    except UnreadableJson:
        return None
    carries = isinstance(inner, dict) and ("code" in inner or "error" in inner)
    return inner if carries else None


def _code(value: object) -> int | str:
    if isinstance(value, str):
        return int(value) if _NUMBER.fullmatch(value) else clean(value, 100)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise UnreadableJson("its code is neither a number nor a word")


def _request_id(body: Mapping[str, Any]) -> str | None:
    given = clean(body.get("request_id"), 100)
    if given:
        return given
    error = body.get("error")
    text = error.get("message") if isinstance(error, dict) else body.get("message")
    found = _REQUEST_ID.search(text) if isinstance(text, str) else None
    return found.group(1) if found else None
