"""Reading JSON that somebody else may have written: each value or a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from ..errors import InputError
from ._say import on_one_line

T = TypeVar("T")

MAX_SHOWN = 60
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


def refusal(problem: str) -> InputError:
    """The error of a recipe that cannot be read."""
    return InputError(f"The recipe cannot be read: {problem}.", field="recipe")


def optional(data: object, name: str, kind: type[T]) -> T | None:
    """The value under this name, or None where there is none.

    Raises:
        InputError: it is of another kind.
    """
    if not isinstance(data, Mapping):
        raise refusal(f"{_shown(data)} is no object with {name!r} in it")
    value = data.get(name)
    if value is None:
        return None
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise refusal(f"{name} is {_shown(value)}; need {kind.__name__}")
    return value


def needed(data: object, name: str, kind: type[T]) -> T:
    """The value under this name.

    Raises:
        InputError: it is not there or of another kind.
    """
    value = optional(data, name, kind)
    if value is None:
        raise refusal(f"there is no {name}")
    return value


def moment(data: object, name: str) -> datetime | None:
    """A point in time, in UTC.

    Raises:
        InputError: it is none.
    """
    text = optional(data, name, str)
    if text is None:
        return None
    try:
        value = datetime.fromisoformat(text)
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as exc:
        raise refusal(f"{name} is {_shown(text)}; need a time") from exc


def day(data: object, name: str) -> date | None:
    """A date.

    Raises:
        InputError: it is none.
    """
    text = optional(data, name, str)
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as exc:
        raise refusal(f"{name} is {_shown(text)}; need a date") from exc


def number(data: object, name: str) -> Decimal | None:
    """An exact number, which JSON carries as text.

    Raises:
        InputError: it is none.
    """
    text = optional(data, name, str)
    if text is None:
        return None
    if not NUMBER.fullmatch(text):
        raise refusal(f"{name} is {_shown(text)}; need a number")
    return Decimal(text)


def _shown(value: Any) -> str:
    return repr(on_one_line(str(value))[:MAX_SHOWN])
