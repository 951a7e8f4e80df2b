"""Rows as kernels leave them that are killed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from kling_widgets.jobs import JobState
from kling_widgets.jobs._journal import Journal
from tests.jobs.scripted import HOST

if TYPE_CHECKING:
    from kling_widgets.jobs import Settings
    from tests.jobs.conftest import FastClock

MINE = "kw-" + "0" * 32
NOT_FOUND = httpx.Response(404, json={"code": 1203, "message": "task not found"})


def left_in(
    state: JobState, somewhere: Settings, clock: FastClock, request_: Any, **known: Any
) -> None:
    """Leave a row as a kernel does that is killed in *state*."""
    from kling_widgets.jobs._record import fingerprint, without_pictures

    journal = Journal(somewhere.home, clock)
    journal.add(
        MINE,
        gateway="cometapi",
        base_url=HOST,
        request=without_pictures(request_),
        request_sha256=fingerprint(request_),
        folder=str(somewhere.output_dir),
    )
    way = list(JobState)[: list(JobState).index(state) + 1]
    for step in way[1:]:
        if step is not JobState.UNKNOWN or state is JobState.UNKNOWN:
            journal.move(MINE, step)
    if known:
        journal.note(MINE, "known", **known)
    journal.close()
