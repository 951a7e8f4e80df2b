"""The ledger: what was asked for and what was charged. It can only be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._store import Store
    from ._task import Task


@dataclass(frozen=True, slots=True)
class Charge:
    """Units taken for one finished clip."""

    task_id: str
    external_task_id: str | None
    units: Decimal
    charged_at: datetime


@dataclass(frozen=True, slots=True)
class Post:
    """One request to make a task, and how it was answered."""

    external_task_id: str | None
    answer: str
    """The task's id, or the HTTP status and code of the refusal."""
    posted_at: datetime


class Ledger:
    """A view of what the simulator took. Nothing here can change it."""

    __slots__ = ("_now_ms", "_store")

    def __init__(self, store: Store, now_ms: Callable[[], int]) -> None:
        self._store = store
        self._now_ms = now_ms

    @property
    def charges(self) -> tuple[Charge, ...]:
        """Every charge, in order. A task is charged once, when it succeeds."""
        return tuple(map(_charge, self._store.charged(self._now_ms())))

    @property
    def posts(self) -> tuple[Post, ...]:
        """Every request to make a task, in order, the refused ones included."""
        return tuple(_post(*row) for row in self._store.posts())

    @property
    def total(self) -> Decimal:
        """All units charged."""
        times = self._store.times_charged(self._now_ms())
        return sum((units * count for units, count in times.items()), Decimal(0))

    @property
    def count(self) -> int:
        """How many clips were charged."""
        return sum(self._store.times_charged(self._now_ms()).values())

    def last_charges(self, count: int) -> tuple[Charge, ...]:
        """Return so many of the charges, the newest first."""
        return tuple(map(_charge, self._store.last_charged(self._now_ms(), count)))

    def last_posts(self, count: int) -> tuple[Post, ...]:
        """Return so many of the requests to make a task, the newest first."""
        return tuple(_post(*row) for row in self._store.last_posts(count))


def _charge(task: Task) -> Charge:
    return Charge(
        task_id=task.task_id,
        external_task_id=task.draft.external_task_id,
        units=task.draft.units,
        charged_at=time_of(task.life.over_ms),
    )


def _post(external_task_id: str | None, answer: str, at_ms: int) -> Post:
    return Post(external_task_id, answer, time_of(at_ms))


def time_of(milliseconds: int) -> datetime:
    """Return the time that a count of Unix milliseconds stands for."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
