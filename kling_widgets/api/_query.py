"""What an answer to a question means. Asking again is free, so doubt does no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import (
    AmbiguousSubmit,
    Busy,
    ProviderError,
    Rejected,
    TaskNotFound,
    Unavailable,
    Unreachable,
)
from ._answer import OK, Answer, read_answer
from ._codes import (
    KLING,
    STATUS,
    Meaning,
    meaning_of,
    meaning_of_page,
    meaning_of_redirect,
)
from ._json import UnreadableJson
from ._problem import describe
from ._sentence import provider_error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._task import Task

PERMANENT_REDIRECT = 308
ASK_AGAIN = "Asking again later is free."
NOT_FOUND = ("not found", "not exist", "not_exist", "no such task")
"""Nobody documents the answer to an unknown id; these words are in all candidates."""


def read_query(
    *,
    sent: bool = True,
    exc: BaseException | None = None,
    status: int | None = None,
    headers: Mapping[str, str] | None = None,
    raw: bytes = b"",
) -> Answer | ProviderError:
    """Return the answer to a question, or the error that stands in its place.

    `TaskNotFound`: the id is not known there, or not yet. `Unavailable`: no usable
    answer, ask again; `Unreachable` where the question did not leave this machine.
    `Rejected`: the key or the account may not ask.
    """
    answer = None
    if exc is not None or status is None:
        meaning = _unavailable(describe(exc).rstrip("."), sent=sent)
    elif status in range(300, 400):
        meaning = meaning_of_redirect(PERMANENT_REDIRECT, headers)
    else:
        answer, problem = _readable(raw)
        if answer and answer.code == OK and status in range(200, 300):
            return answer
        meaning = (
            meaning_of(answer, status)
            if answer
            else meaning_of_page(status, raw, problem)
        )
    return _error(meaning, answer, status, headers)


def task_of(answer: Answer) -> Task:
    """Return the one task of an answer, or raise `Unavailable`."""
    tasks = (answer.task,) if answer.task else answer.tasks
    if len(tasks) == 1:
        return tasks[0]
    cause = "the gateway's answer names no task"
    raise _error(_unavailable(cause), answer, None, None)


def _readable(raw: bytes) -> tuple[Answer | None, str]:
    try:
        return read_answer(raw), ""
    except UnreadableJson as problem:
        return None, str(problem)


def _error(
    meaning: Meaning,
    answer: Answer | None,
    status: int | None,
    headers: Mapping[str, str] | None,
) -> ProviderError:
    asked = _as_question(meaning, answer)
    error = provider_error(asked, answer, status, headers or {}, about_money=False)
    error.charged = None
    return error


def _as_question(meaning: Meaning, answer: Answer | None) -> Meaning:
    is_edge = meaning.error is Rejected and meaning.row == "13"
    if is_edge or issubclass(meaning.error, AmbiguousSubmit | Busy):
        return _unavailable(meaning.cause)
    text = f"{answer.code} {answer.message}".lower() if answer else ""
    is_unknown = meaning in (KLING[1203], STATUS[404])
    if is_unknown or any(words in text for words in NOT_FOUND):
        cause = "this id is not known at the gateway, or not yet"
        return Meaning(meaning.row, TaskNotFound, cause, ASK_AGAIN)
    return meaning


def _unavailable(cause: str, *, sent: bool = True) -> Meaning:
    return Meaning("", Unavailable if sent else Unreachable, cause, ASK_AGAIN)
