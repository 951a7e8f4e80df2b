"""What the rest of the world sees of a job: an immutable picture of one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from ...clips import Clip
    from ._states import Held, JobState


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSnapshot:
    """One job at one moment, in plain values."""

    id: str
    """Our own id, sent as `external_task_id`."""
    state: JobState
    created_at: datetime
    """When Generate was pressed, in UTC."""
    model_name: str
    mode: str | None
    duration: str
    """Length of the clip in seconds, as the API's text."""
    prompt: str = ""
    simulated: bool = False
    """Whether the built-in simulator makes this clip."""
    price: str = ""
    """An estimate with its unit and date, or nothing where none is known."""
    task_id: str | None = None
    """Kling's id, once there is one."""
    status_text: str = ""
    """The provider's own word for the status."""
    elapsed: float = 0.0
    """Seconds since Generate, at the moment of this snapshot."""
    usual: tuple[float, float] | None = None
    """From how many to how many seconds such a clip usually takes."""
    note: str = ""
    """One sentence on what is happening, if there is something to say."""
    held: Held | None = None
    """Why the job waits; nothing where it does not."""
    held_until: datetime | None = None
    """When it goes on of itself, where that is known."""
    cause: str = ""
    """The provider's or the system's own words for why it waits."""
    driver: int | None = None
    """The other kernel's process that drives the job, 0 where it has not said which."""
    echoes: bool | None = None
    """Whether its gateway was seen to hand our own id on; None where it is not known."""
    absent: bool = False
    """Whether its submit made nothing, as far as looking can prove that."""
    error: str = ""
    """One sentence on what went wrong, if something did."""
    error_field: str | None = None
    """The API's name of the parameter to mend, where the error names one."""
    clip: Clip | None = None
    watching: bool = True
    """Whether this process follows the task."""
