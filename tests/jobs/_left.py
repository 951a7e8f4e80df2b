"""Rows as kernels leave them that are killed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx

from kling_widgets.api import Secret, estimate
from kling_widgets.clips import Cost, Recipe
from kling_widgets.jobs import JobState
from kling_widgets.jobs.journal._journal import Journal
from kling_widgets.jobs.journal._record import fingerprint, without_pictures
from tests.jobs._scripted import HOST
from tests.jobs.conftest import KEY

if TYPE_CHECKING:
    from kling_widgets.jobs import Settings
    from tests.jobs.conftest import FastClock

MINE = "kw-" + "0" * 32
OWNS = """
import sys
from pathlib import Path
from kling_widgets.jobs.seats._lock import ownership
with ownership(Path(sys.argv[1]), sys.argv[2]) as is_mine:
    print(is_mine, flush=True)
    sys.stdin.read()
"""
"""Another kernel, as far as a job can tell: it owns the job until its input ends."""
NOT_FOUND = httpx.Response(404, json={"code": 1203, "message": "task not found"})


def left_in(
    state: JobState, somewhere: Settings, clock: FastClock, request_: Any, **known: Any
) -> None:
    """Leave a row as a kernel does that is killed in *state*."""
    journal = Journal(somewhere.home, clock)
    recipe = Recipe.of(
        request_.to_json(),
        provider="cometapi",
        created_at=clock.wall(),
        job_id=MINE,
        estimate=estimated(request_),
    )
    journal.add(
        MINE,
        gateway="cometapi",
        base_url=HOST,
        key_fp=Secret(KEY).fingerprint(journal.uuid),
        request=without_pictures(request_),
        request_sha256=fingerprint(request_),
        folder=str(somewhere.output_dir),
        recipe=json.dumps(recipe.to_json()),
    )
    way = list(JobState)[: list(JobState).index(state) + 1]
    for step in way[1:]:
        if step is not JobState.UNKNOWN or state is JobState.UNKNOWN:
            journal.move(MINE, step)
    if known:
        journal.note(MINE, "known", **known)
    journal.close()


def estimated(request_: Any) -> Cost | None:
    price = estimate(request_, through_gateway=True)
    if price is None:
        return None
    return Cost(units=price.units, dollars=price.dollars, as_of=price.as_of)
