"""What became of a request: one pure function for a submit, one for a question.

The rows, first match wins. Only after rows 1, 6-8, 10, 11, 13 and 15 is it certain
that no task was created.

     1  nothing left this machine                                    → NotSent
     2  anything went wrong after the first byte                     → AmbiguousSubmit
     3  200/201/202, code 0 and a usable task id                     → the task
     3b the same as an OpenAI-style object, or a bare task           → the task
     4  as 3, but it carries another external_task_id than ours      → AmbiguousSubmit
     5  2xx that names no task, or that cannot be read               → AmbiguousSubmit
     6  codes 1000-1004 and 1103                                     → AuthRejected
     7  codes 1100-1102                                              → AccountRejected
     8  codes 1200-1203, 1300, 1301                     → InputRejected, PolicyRejected
     9  the external_task_id "already exists"                        → AlreadySubmitted
    10  codes 1302 and 1303, or a plain 429                          → Busy
    11  code 1304                                                    → AccountRejected
    12  codes 5000-5002, HTTP 408, 409, 425, 499, 5xx                → AmbiguousSubmit
    13  HTTP 401, 405, 413, 414, 415, 431 without an envelope        → Rejected
    14  any other 4xx without an envelope                            → AmbiguousSubmit
    15  HTTP 307 and 308: never followed                             → Rejected
    16  any other 3xx                                                → AmbiguousSubmit
    17  an envelope with a code that nobody knows                    → AmbiguousSubmit

Which code means what stands in `_codes.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import NOTHING_SENT, AmbiguousSubmit, KlingError, NotSent
from ._answer import OK, Answer, read_answer
from ._codes import (
    LOOK,
    Meaning,
    meaning_of,
    meaning_of_contradiction,
    meaning_of_page,
    meaning_of_redirect,
)
from ._json import UnreadableJson
from ._problem import describe
from ._sentence import provider_error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._task import Task

ACCEPTED = frozenset({200, 201, 202})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a submit."""

    row: str
    """The row of the table above that decided."""

    outcome: Task | KlingError
    """The task, or the error that stands in its place."""

    def result(self) -> Task:
        """Return the task, or raise the error."""
        if isinstance(self.outcome, KlingError):
            raise self.outcome
        return self.outcome


def classify(
    *,
    sent: bool,
    exc: BaseException | None = None,
    status: int | None = None,
    headers: Mapping[str, str] | None = None,
    raw: bytes = b"",
    external_task_id: str | None = None,
) -> Verdict:
    """Decide what became of one submit, from all that was seen of it.

    Args:
        sent: whether a first byte may have left this machine.
        exc: what was raised instead of an answer.
        status: the answer's HTTP status.
        headers: its headers, names in lower case.
        raw: its body.
        external_task_id: the id of our own that was sent along.
    """
    if not sent:
        return Verdict(row="1", outcome=NotSent(_not_sent(exc)))
    if exc is not None or status is None:
        return _refused(_broken(exc), None, status, headers)
    if status in range(300, 400):
        return _refused(meaning_of_redirect(status, headers), None, status, headers)
    try:
        answer = read_answer(raw)
    except UnreadableJson as problem:
        page = meaning_of_page(status, raw, str(problem))
        return _refused(page, None, status, headers)
    if answer.code == OK:
        return _accepted(answer, status, headers, external_task_id)
    return _refused(meaning_of(answer, status), answer, status, headers)


def _accepted(
    answer: Answer,
    status: int,
    headers: Mapping[str, str] | None,
    ours: str | None,
) -> Verdict:
    task = answer.task
    theirs = task.external_task_id if task else None
    if status not in ACCEPTED:
        meaning = meaning_of_contradiction(status)
    elif task is None:
        cause = "the gateway accepted something and named no task"
        meaning = Meaning("5", AmbiguousSubmit, cause, LOOK)
    elif ours and theirs and theirs != ours:
        cause = "the gateway answered with somebody else's task"
        meaning = Meaning("4", AmbiguousSubmit, cause, LOOK)
    else:
        return Verdict(row="3b" if answer.is_bare else "3", outcome=task)
    return _refused(meaning, answer, status, headers)


def _refused(
    meaning: Meaning,
    answer: Answer | None,
    status: int | None,
    headers: Mapping[str, str] | None,
) -> Verdict:
    error = provider_error(meaning, answer, status, headers or {})
    return Verdict(row=meaning.row, outcome=error)


def _not_sent(exc: BaseException | None) -> str:
    return f"{describe(exc)} {NOTHING_SENT}"


def _broken(exc: BaseException | None) -> Meaning:
    cause = describe(exc).rstrip(".")
    return Meaning("2", AmbiguousSubmit, cause, LOOK)
