"""What a job waits for instead of failing, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...api import MAX_PATIENCE_SECONDS
from ...errors import (
    AccountRejected,
    Busy,
    ProviderError,
    Rejected,
    TaskNotFound,
    Unreachable,
)
from ..journal import Held

if TYPE_CHECKING:
    from ...errors import KlingError, NotWritten
    from ._progress import Progress

REFUSED_SECONDS = 300.0
"""How often it is asked again whether key and account are good."""
OFFLINE_SECONDS = 60.0
UNWRITTEN_SECONDS = 60.0
"""How often it is tried whether the clip can be written now."""
SAME_ACCOUNT = "If another key was set, it must be one of the same account."


def hold_refused(error: Rejected, progress: Progress) -> None:
    """Wait for the key or the balance: the task is paid for and safe."""
    why = Held.BALANCE if isinstance(error, AccountRejected) else Held.AUTH
    mended = (
        "the account can pay"
        if why is Held.BALANCE
        else "configure(api_key=…) has set a working key of the same account"
    )
    sentence = f"{error} The task is safe, and goes on by itself once {mended}."
    progress.hold(why, sentence, REFUSED_SECONDS, cause=error)


def hold_without_key(error: KlingError, progress: Progress) -> None:
    """Wait for a key where there is none."""
    sentence = f"{error} The job goes on once there is a key."
    progress.hold(Held.AUTH, sentence, cause=error)


def hold_unsent(error: KlingError, progress: Progress, seconds: float) -> None:
    """Wait for a place at the provider, or for a connection."""
    why = Held.RATE if isinstance(error, Busy) else Held.OFFLINE
    progress.hold(why, str(error), seconds, cause=error)


def hold_unanswered(error: ProviderError, progress: Progress, seconds: float) -> None:
    """Say why nothing is heard of a task, and hold where that will last."""
    sentence = f"{error} The task is safe; asking again."
    if isinstance(error, TaskNotFound):
        sentence = f"{sentence} {SAME_ACCOUNT}"
    if isinstance(error, Unreachable):
        progress.hold(Held.OFFLINE, sentence, seconds, cause=error)
    elif asked_to_wait(error) > MAX_PATIENCE_SECONDS:
        progress.hold(Held.RATE, sentence, seconds, cause=error)
    else:
        progress.release()
        progress.expect(sentence, seconds, cause=error)


def hold_unwritten(error: NotWritten, progress: Progress) -> None:
    """Wait for room on the disk, or for a folder that can be written."""
    why = Held.DISK if error.is_full else Held.READONLY
    mend = "there is room" if error.is_full else "it can be written"
    sentence = f"{error} It is safe at Kling, and saved here as soon as {mend}."
    progress.hold(why, sentence, UNWRITTEN_SECONDS, cause=error)


def asked_to_wait(error: KlingError) -> float:
    """Return the seconds that the provider asks for."""
    return float(getattr(error, "retry_after", None) or 0.0)
