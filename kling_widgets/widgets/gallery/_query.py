"""What the gallery's page asks for, believed only as far as it is checked."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from ...jobs import JobQuery, JobState
from ..view import is_text

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_WORDS: Final = 500
MAX_ID: Final = 256
MAX_IDS: Final = 5_000
MAX_DOLLARS: Final = 1e9


def query_of(message: Mapping[str, Any]) -> JobQuery:
    """Return the question in a message; what makes no sense is left out of it."""
    text, model = message.get("text"), message.get("model")
    return JobQuery(
        text=text if is_text(text, MAX_WORDS) else "",
        model_name=model if is_text(model, MAX_ID) else "",
        states=_states(message.get("states")),
        since=_moment(message.get("since")),
        until=_moment(message.get("until")),
        min_dollars=_dollars(message.get("least")),
        max_dollars=_dollars(message.get("most")),
        starred=message.get("starred") is True,
    )


def ids_of(message: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the jobs that a message names, each once."""
    ids = message.get("ids")
    given = ids[:MAX_IDS] if isinstance(ids, list) else ()
    return tuple(dict.fromkeys(each for each in given if is_text(each, MAX_ID)))


def count_of(message: Mapping[str, Any], name: str, limit: int) -> int:
    """Return a number from nought to the limit."""
    number = message.get(name)
    return min(max(number, 0), limit) if type(number) is int else 0


def _states(value: object) -> frozenset[JobState]:
    known = set(JobState)
    given = value if isinstance(value, list) else ()
    return frozenset(JobState(each) for each in given if each in known)


def _moment(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at if at.tzinfo else None


def _dollars(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return min(float(value), MAX_DOLLARS) if is_number and value >= 0 else None  # type: ignore[arg-type, operator]
