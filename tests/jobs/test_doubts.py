"""A gateway that answers with somebody else's task."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.jobs._scripted import HOST, PATIENCE, Scripted, answer

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from kling_widgets.api import ImageToVideoRequest
    from tests.jobs._scripted import Against

MINE, THEIRS = "kw-mine", "kw-theirs"


def done(owner: str) -> httpx.Response:
    url = f"{HOST}/{owner}.mp4"
    return answer(
        "succeed",
        task_info={"external_task_id": owner},
        task_result={"videos": [{"id": "1", "url": url}]},
    )


def with_id(request: ImageToVideoRequest, own: str) -> ImageToVideoRequest:
    return replace(request, external_task_id=own, prompt=own)


@pytest.fixture
def asked_for(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> Callable[[list[httpx.Response]], list[str]]:
    """Return a function that tells which files are fetched for such answers.

    They come from a gateway that is known to repeat our ids: a job of before saw it.
    """

    def asked_for(gets: list[httpx.Response]) -> list[str]:
        posts = [answer(task_info={"external_task_id": own}) for own in ("kw-0", MINE)]
        gateway = Scripted([*posts], [done("kw-0")], mp4)
        runner = against(gateway)
        runner.submit(with_id(request_, "kw-0")).wait(PATIENCE)
        gateway.gets = gets
        runner.submit(with_id(request_, MINE)).wait(PATIENCE)
        return [request.url.path for request in gateway.file_requests[1:]]

    return asked_for


def test_a_slip_is_not_taken_for_the_clip(
    asked_for: Callable[[list[httpx.Response]], list[str]],
) -> None:
    """It is asked again, and the clip is the job's own."""
    assert asked_for([done(THEIRS), done(THEIRS), done(MINE)]) == [f"/{MINE}.mp4"]


def test_what_is_said_again_and_again_is_believed(
    asked_for: Callable[[list[httpx.Response]], list[str]],
) -> None:
    """A paid clip is not left where it is for a name that a gateway gave it."""
    assert asked_for([done(THEIRS)]) == [f"/{THEIRS}.mp4"]
