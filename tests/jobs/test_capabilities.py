"""What a gateway is known to do, and what is no longer asked of it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import httpx
import pytest

from kling_widgets.errors import AmbiguousSubmit
from kling_widgets.jobs import JobState
from tests.jobs._left import NOT_FOUND, left_in
from tests.jobs._scripted import PATIENCE, Scripted, refusal

if TYPE_CHECKING:
    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs import Settings
    from tests.jobs._scripted import Against
    from tests.jobs.conftest import FastClock


class Listing(Scripted):
    """Finds no task, and answers as told where all are asked for."""

    def __init__(self, listed: httpx.Response) -> None:
        super().__init__([], [NOT_FOUND])
        self.listed = listed
        self.lists = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if "pageNum" not in request.url.params:
            return super().__call__(request)
        self.lists += 1
        return self.listed


@pytest.mark.parametrize(
    ("listed", "is_known", "asked"),
    [
        (NOT_FOUND, False, 1),
        (httpx.Response(405, html="<p>no</p>"), False, 1),
        (refusal(500, 5000, "internal error"), None, 2),
        (httpx.Response(200, json={"code": 0, "data": []}), True, 2),
    ],
)
def test_a_list_that_is_not_there_is_asked_for_once(
    listed: httpx.Response,
    *,
    is_known: bool | None,
    asked: int,
    against: Against,
    somewhere: Settings,
    clock: FastClock,
    request_: ImageToVideoRequest,
) -> None:
    """That it is missing is learned as that it is there is; trouble teaches nothing."""
    left_in(JobState.SUBMITTING, somewhere, clock, request_)
    gateway = Listing(listed)
    (job,) = against(gateway).resume()
    with pytest.raises(AmbiguousSubmit):
        job.wait(PATIENCE)
    job.look_now()
    with pytest.raises(AmbiguousSubmit):
        job.wait(PATIENCE)
    db = sqlite3.connect(somewhere.home / "journal.sqlite3")
    known = db.execute("SELECT value FROM capability WHERE name = 'list'").fetchall()
    db.close()

    assert known == ([] if is_known is None else [(is_known,)])
    assert gateway.lists == asked
