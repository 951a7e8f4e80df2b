"""What somebody looks for among all jobs, as a question to the journal."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from .money import said_dollars

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from .journal import JobState

MAX_WORDS: Final = 12
PROMPT: Final = "folded(json_extract(request, '$.prompt'))"
COST: Final = "dollars(gateway, state, units, price)"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobQuery:
    """Everything that is given has to hold; nothing given finds every job."""

    text: str = ""
    """Words that are all in the prompt, upper or lower case, or a job's own id."""
    states: frozenset[JobState] = frozenset()
    """Any of these."""
    model_name: str = ""
    since: datetime | None = None
    until: datetime | None = None
    """Before this moment."""
    min_dollars: float | None = None
    """What it cost, or is expected to; a job of unknown cost is then not found."""
    max_dollars: float | None = None
    starred: bool = False

    def condition(self) -> tuple[str, dict[str, Any]]:
        """Return what must hold, in SQL, and the values that are bound to it.

        It asks for the functions `FUNCTIONS`.
        """
        asked = dict(self._conditions())
        values = {
            name: bound for each in asked.values() for name, bound in each.items()
        }
        return " AND ".join(asked) or "1", values

    def _conditions(self) -> Iterator[tuple[str, dict[str, Any]]]:
        if self.states:
            names = json.dumps(sorted(self.states))
            yield "state IN (SELECT value FROM json_each(:states))", {"states": names}
        if self.model_name:
            yield "model_name = :model", {"model": self.model_name}
        if self.since:
            yield "created_at >= :since", {"since": _moment(self.since)}
        if self.until:
            yield "created_at < :until", {"until": _moment(self.until)}
        if self.starred:
            yield "starred", {}
        if self.min_dollars is not None:
            yield f"{COST} >= :least", {"least": self.min_dollars}
        if self.max_dollars is not None:
            yield f"{COST} <= :most", {"most": self.max_dollars}
        words = folded(self.text).split()[:MAX_WORDS]
        if words:
            yield _has_words(len(words)), _numbered(words) | {"id": self.text.strip()}


def _has_words(count: int) -> str:
    each = " AND ".join(f"instr({PROMPT}, :word{n})" for n in range(count))
    return f"(({each}) OR id = :id OR task_id = :id)"


def _numbered(words: list[str]) -> dict[str, str]:
    return {f"word{n}": word for n, word in enumerate(words)}


def _moment(at: datetime) -> str:
    """Return a time as the journal writes it, so that texts compare."""
    return at.astimezone(UTC).isoformat()


def folded(text: str | None) -> str:
    """Return a text as it is compared: composed, without upper and lower case."""
    return unicodedata.normalize("NFC", text or "").casefold()


FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "folded": folded,
    "dollars": said_dollars,
}
"""What a condition calls, by the names that it calls them."""
