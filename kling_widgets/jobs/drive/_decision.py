"""What a user can decide about a job whose submit has no known outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...api import is_id
from ...errors import InputError
from ..journal import JobState, fingerprint

if TYPE_CHECKING:
    from ...api import ImageToVideoRequest
    from ..journal import JobRow

OPEN = frozenset({JobState.UNKNOWN, JobState.ABANDONED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the user decided; nothing, to begin with."""

    send_again: bool = False
    """Send the same once more, with the same id, though it may be charged twice."""
    task_id: str | None = None
    """This is the task."""
    abandon: bool = False
    """Do not look for it any more."""
    look: bool = False
    """Look for it once more, though it was given up or its clip is lost."""

    def __bool__(self) -> bool:
        """Whether anything was decided."""
        return self != Decision()


def check_decision(
    decision: Decision, row: JobRow, request: ImageToVideoRequest | None
) -> None:
    """Refuse what cannot be done with a job as it stands.

    Raises:
        InputError: Its outcome is known, or what is needed for it is missing.
    """
    may_send = row.state is JobState.PREPARED and decision.send_again
    may_look = row.state is JobState.LOST_RESULT and decision.look
    if row.state not in OPEN and not (may_send or may_look):
        raise InputError(
            f"{row.id} is {row.state.value}: what became of it is known, so there is "
            "nothing to decide."
        )
    if decision.task_id is not None and not is_id(decision.task_id):
        raise InputError(
            "task_id: allowed are A-Z a-z 0-9 _ -, at most 64 characters.",
            field="task_id",
        )
    if decision.send_again:
        _check_request(row, request)


def _check_request(row: JobRow, request: ImageToVideoRequest | None) -> None:
    if request is None:
        raise InputError(
            f"{row.id} was made by an earlier kernel, and pictures are not kept: give "
            "the same request again, as request=ImageToVideoRequest(…).",
            field="request",
        )
    if fingerprint(request) != row.request_sha256:
        raise InputError(
            f"This is not the request of {row.id}: picture and every parameter must "
            "be the same. For another clip, start a new job.",
            field="request",
        )
