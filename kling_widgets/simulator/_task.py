"""A task as the simulator keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ._ids import LOW_BITS
from ._life import Life, Moment, moment

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A task that has everything but an id and a time."""

    account: str
    model_name: str
    mode: str
    duration: str
    prompt: str
    units: Decimal
    reason: str
    """Why it will fail, or nothing."""
    request: str
    """The name under which the request's body is kept."""
    external_task_id: str | None
    callback_url: str | None
    watermark: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task that was accepted."""

    task_id: str
    life: Life
    draft: Draft

    def moment(self, now_ms: int) -> Moment:
        """Return its status at a time."""
        return moment(self.life, now_ms)

    @property
    def video_id(self) -> str:
        """The id of its result: another one, a millisecond later."""
        return str(int(self.task_id) + (1 << LOW_BITS))
