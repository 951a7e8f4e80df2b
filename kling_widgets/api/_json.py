"""JSON from a stranger: read strictly, and refused rather than guessed."""

from __future__ import annotations

import json
import math
from typing import Any


class UnreadableJson(ValueError):
    """The bytes are no JSON that two readers would understand alike."""


def read_json(raw: bytes) -> Any:
    """Read JSON, or raise `UnreadableJson` with the reason in a few words.

    A byte order mark is tolerated. NaN, numbers beyond floats, integers beyond
    4,300 digits, duplicate keys and very deep nesting are not.
    """
    try:
        return json.loads(
            raw.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_float=_number,
        )
    except UnreadableJson:
        raise
    except UnicodeDecodeError:
        reason = "it is not UTF-8 text"
    except RecursionError:
        reason = "it is nested too deeply"
    except ValueError:
        reason = "it is not complete JSON" if raw.strip() else "it is empty"
    raise UnreadableJson(reason)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise UnreadableJson("it says the same key twice")
    return found


def _constant(name: str) -> Any:
    raise UnreadableJson(f"it contains {name}, which is no number")


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise UnreadableJson("it contains a number beyond all bounds")
    return number
