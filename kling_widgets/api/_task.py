"""A task and its clips, as one answer describes them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal


class TaskStatus(Enum):
    """Where a task stands. UNKNOWN is a word that we do not know: still running."""

    SUBMITTED = "submitted"
    PROCESSING = "processing"
    SUCCEED = "succeed"
    FAILED = "failed"
    UNKNOWN = "unknown"

    @classmethod
    def read(cls, word: object) -> TaskStatus:
        """Read Kling's words, and the gateways' synonyms that are documented."""
        text = word.lower() if isinstance(word, str) else ""
        return _WORDS.get(text, cls.UNKNOWN)


_WORDS = {
    "submitted": TaskStatus.SUBMITTED,
    "not_start": TaskStatus.SUBMITTED,
    "queued": TaskStatus.SUBMITTED,
    "processing": TaskStatus.PROCESSING,
    "in_progress": TaskStatus.PROCESSING,
    "succeed": TaskStatus.SUCCEED,
    "succeeded": TaskStatus.SUCCEED,
    "success": TaskStatus.SUCCEED,
    "completed": TaskStatus.SUCCEED,
    "failed": TaskStatus.FAILED,
    "failure": TaskStatus.FAILED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """One finished clip at the provider. Its URL dies after some time."""

    id: str
    url: str
    duration: float | None = None
    """Seconds, often not round: 5.041."""

    watermark_url: str | None = None
    """The same clip with Kling's watermark, if that was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What one answer says of a task."""

    task_id: str
    status: TaskStatus
    status_text: str = ""
    """The provider's own word."""

    reason: str = ""
    """Why it failed, in the provider's words (`task_status_msg`)."""

    external_task_id: str | None = None
    """Your own id, where the provider gives it back."""

    videos: tuple[Video, ...] = ()
    created_at: datetime | None = None
    updated_at: datetime | None = None
    units: Decimal | None = None
    """Kling units that were really charged (`final_unit_deduction`)."""

    request_id: str | None = None
    """What the provider's support asks for."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to the task."""
        return self.status in {TaskStatus.SUCCEED, TaskStatus.FAILED}
