"""What the gallery says from Python; the page's own words are in its script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...jobs import JobState
from ..cards import HEADS

if TYPE_CHECKING:
    from collections.abc import Mapping

STATES: Final[Mapping[str, tuple[JobState, ...]]] = {
    "Under way": (
        *(JobState.PREPARED, JobState.SUBMITTING, JobState.SUBMITTED),
        *(JobState.PROCESSING, JobState.SUCCEED),
    ),
    HEADS[JobState.SAVED]: (JobState.SAVED,),
    HEADS[JobState.FAILED]: (JobState.FAILED, JobState.REJECTED, JobState.LOST_RESULT),
    HEADS[JobState.UNKNOWN]: (JobState.UNKNOWN, JobState.ABANDONED),
    HEADS[JobState.CANCELLED]: (JobState.CANCELLED,),
}
"""What can be chosen, in the words of the tiles, and which states it means."""

NO_FILE: Final = "Its file is no longer there"
NOT_HERE: Final = "This job is no longer in the journal."
FILLED: Final = "The settings are in the panel. Nothing was sent."
CONTINUED: Final = "The clip's last frame is in the panel. Nothing was sent."
DELETED: Final = "The file is deleted. The job and its recipe stay."
NO_PICTURE_KEPT: Final = (
    "The job left no recipe, so its picture is not known here. Pass it again."
)


def exported(count: int, page: str) -> str:
    """Return where the exported clips are."""
    if count == 1:
        return f"1 clip is exported; open {page} in a browser."
    return f"{count:,} clips are exported; open {page} in a browser."


def choices() -> tuple[dict[str, Any], ...]:
    """Return the choices of states as the page gets them."""
    return tuple(
        {"label": label, "states": [state.value for state in states]}
        for label, states in STATES.items()
    )
