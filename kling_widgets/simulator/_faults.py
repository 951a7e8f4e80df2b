"""Faults: what shall go wrong, with which request, and how often."""

from __future__ import annotations

import difflib
import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from ._details import check_details, is_sendable, is_whole, seen
from ._refusal import HTTP_STATUS

if TYPE_CHECKING:
    from collections.abc import Mapping

Occasion = Literal["create", "query", "list", "clip", "callback"]
"""What is asked for when it goes wrong."""

CODES = tuple(str(code) for code in HTTP_STATUS)
ANYWHERE = (
    *CODES,
    "hidden_code",
    "redirect",
    "timeout_page",
    "lost",
    "silent",
    "reply",
)
FAULTS: Mapping[str, tuple[str, ...]] = {
    "create": (*ANYWHERE, "invalid_request", "model_not_found", "failed"),
    "query": (*ANYWHERE, "unknown_task", "unknown_status", "wrapped", "flat"),
    "list": ANYWHERE,
    "clip": ("expired", "lost", "silent", "reply"),
    "callback": ("twice", "shuffled", "wrapped"),
}
"""Which faults there are, by occasion.

A code of Kling's      the refusal with that code, in the path's manners
hidden_code            HTTP 200 around a code that is not 0 (`code`, 1201)
redirect               301 and a web page, as for a wrong path
timeout_page           524 and a web page, as from the network in front
lost                   the answer breaks off after its first bytes
silent                 no answer, until the client hangs up
reply                  whatever you give: `status`, `headers`, `body`
invalid_request        500 that means the request, not the server
model_not_found        503 that will not pass: no channel for the model
failed                 the task is accepted and will fail (`reason`)
unknown_task           a task that exists is not found
unknown_status         a status nobody has heard of (`status`, "queued")
wrapped                an envelope around the usual body
flat                   as wrapped, with the result one level higher
expired                403 for a clip, as after 30 days
twice                  every callback comes two times
shuffled               the last callback comes first
"""

MADE_BY_DEFAULT = frozenset({"lost", "silent", "failed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that shall go wrong."""

    name: str
    on: Occasion = "create"
    task: str | None = None
    """Only with this task: its own id, or the caller's."""
    after: int = 0
    """How many such requests go well first."""
    times: int = 1
    """How many go wrong then."""
    made: bool | None = None
    """Whether the task is made all the same; None is what is usual for the fault."""
    details: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.on not in get_args(Occasion):
            choices = ", ".join(get_args(Occasion))
            raise ValueError(f"on is {seen(self.on)}: choose from {choices}.")
        names = FAULTS[self.on]
        if self.name not in names:
            near = difflib.get_close_matches(seen(self.name), names, 1)
            hint = (
                f"Did you mean {near[0]!r}?"
                if near
                else f"There are {', '.join(names)}."
            )
            raise ValueError(
                f"No fault {seen(self.name)} can strike a {self.on}. {hint}"
            )
        self._check_when()
        check_details(self.name, self.details)

    def _check_when(self) -> None:
        """Refuse what would never strike, or not as it reads."""
        counts = (self.times, 1), (self.after, 0)
        if not all(is_whole(count) and count >= least for count, least in counts):
            raise ValueError(
                f"times is {seen(self.times)} and after is {seen(self.after)}: both are whole "
                "numbers, a fault strikes at least once, after none or more that go "
                "well."
            )
        if self.task is not None and not (is_sendable(self.task) and self.task):
            raise ValueError(
                f"task is {seen(self.task)}: give a task's id as text, or leave it out."
            )
        if self.made not in (None, True, False):
            raise ValueError(f"made is {seen(self.made)}: give true or false.")

    @property
    def makes_task(self) -> bool:
        """Tell whether a create that goes wrong leaves a task behind."""
        return self.name in MADE_BY_DEFAULT if self.made is None else self.made


class Script:
    """The faults that are still to come, shared by all threads of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Put a fault at the end of the script."""
        with self._lock:
            self._faults.append(fault)

    def clear(self) -> None:
        """Let everything go well from now on."""
        with self._lock:
            self._faults.clear()

    @property
    def pending(self) -> tuple[Fault, ...]:
        """The faults that have not struck as often as they shall."""
        with self._lock:
            return tuple(self._faults)

    def take(self, on: Occasion, *names: str | None) -> Fault | None:
        """Return the fault that strikes this request, if one does, and count it."""
        with self._lock:
            for index, fault in enumerate(self._faults):
                if fault.on == on and fault.task in (None, *names):
                    return self._count(index, fault)
        return None

    def _count(self, index: int, fault: Fault) -> Fault | None:
        if fault.after:
            self._faults[index] = replace(fault, after=fault.after - 1)
            return None
        if fault.times > 1:
            self._faults[index] = replace(fault, times=fault.times - 1)
        else:
            del self._faults[index]
        return fault
