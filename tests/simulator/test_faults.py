"""What was scripted goes wrong, when and as often as it was said."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.simulator._strikes import AnswerLost
from tests.simulator._caller import CREATE, OWN_CREATE, until

if TYPE_CHECKING:
    from kling_widgets.simulator import Simulator
    from tests.simulator._caller import Caller

pytestmark = pytest.mark.anyio

HALF = "\ud800"
"""Half a character, which no answer can carry."""

STATUSES = {
    "1000": 401,
    "1001": 401,
    "1002": 401,
    "1003": 401,
    "1004": 401,
    "1100": 429,
    "1101": 429,
    "1102": 429,
    "1103": 403,
    "1200": 400,
    "1201": 400,
    "1202": 404,
    "1203": 404,
    "1300": 400,
    "1301": 400,
    "1302": 429,
    "1303": 429,
    "1304": 429,
    "5000": 500,
    "5001": 503,
    "5002": 504,
}


@pytest.mark.parametrize(("code", "status"), STATUSES.items())
async def test_kling_s_codes(
    caller: Caller, simulator: Simulator, code: str, status: int
) -> None:
    """Each of Kling's codes can be scripted, comes with its status, makes nothing."""
    simulator.script(code, message="too fast")

    answer = await caller.create(OWN_CREATE)

    body = answer.json()
    assert (answer.status_code, body["code"]) == (status, int(code))
    assert body["message"] == "too fast"
    assert [post.answer for post in simulator.ledger.posts] == [f"scripted: {code}"]


async def test_a_gateway_s_two_errors(caller: Caller, simulator: Simulator) -> None:
    """The gateway's 500 for a bad request and 503 for a model have error objects."""
    simulator.script("invalid_request")
    simulator.script("model_not_found", model_name="kling-v2-6")

    answers = [await caller.create(), await caller.create()]

    errors = [answer.json()["error"] for answer in answers]
    assert [answer.status_code for answer in answers] == [500, 503]
    assert [error["code"] for error in errors] == ["invalid_request", "model_not_found"]
    assert "model kling-v2-6 (distributor)" in errors[1]["message"]


async def test_web_pages(caller: Caller, simulator: Simulator) -> None:
    """A timeout in front and a wrong path show as HTML and as a redirect."""
    simulator.script("timeout_page")
    simulator.script("redirect")

    answers = [await caller.create(), await caller.create()]

    assert [answer.status_code for answer in answers] == [524, 301]
    assert answers[0].headers["content-type"].startswith("text/html")
    assert answers[1].headers["location"] == "/"


async def test_a_code_behind_200(caller: Caller, simulator: Simulator) -> None:
    """A refusal can hide behind HTTP 200."""
    simulator.script("hidden_code", code=1303)

    answer = await caller.create()

    assert (answer.status_code, answer.json()["code"]) == (200, 1303)


async def test_a_lost_answer(caller: Caller, simulator: Simulator) -> None:
    """The answer to a create can be lost, and the task is there all the same."""
    simulator.script("lost")

    with pytest.raises(AnswerLost):
        await caller.create(external_task_id="kw-1")

    assert (await caller.state("kw-1"))["task_status"] == "submitted"


async def test_silence(caller: Caller, simulator: Simulator) -> None:
    """A create can stay without an answer; giving up leaves a task."""
    simulator.script("silent")
    waiting = asyncio.create_task(caller.create(external_task_id="kw-1"))
    await until(lambda: bool(simulator.ledger.posts))

    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    assert (await caller.state("kw-1"))["task_status"] == "submitted"


async def test_an_error_after_the_fact(caller: Caller, simulator: Simulator) -> None:
    """A server error can come although the task was made."""
    simulator.script("5002", made=True)

    answer = await caller.create(external_task_id="kw-1")

    assert answer.status_code == 504
    assert (await caller.query("kw-1")).status_code == 200


async def test_a_refusal_comes_before_a_loss(
    caller: Caller, simulator: Simulator
) -> None:
    """What Kling would refuse is refused, whatever happens to the answer."""
    simulator.script("lost")

    assert (await caller.create(duration=5)).json()["code"] == 1201


async def test_a_scripted_failure(caller: Caller, simulator: Simulator) -> None:
    """A task can be made to fail, for any reason."""
    simulator.script("failed", reason="parallel task over resource pack limit")
    task_id = await caller.created()
    caller.pass_seconds(200)

    state = await caller.state(task_id)

    assert state["task_status"] == "failed"
    assert state["task_status_msg"] == "parallel task over resource pack limit"


async def test_odd_ways_to_tell(caller: Caller, simulator: Simulator) -> None:
    """A query can be answered wrapped, half wrapped, and with an unknown status."""
    task_id = await caller.created()
    for name in ("wrapped", "flat", "unknown_status", "unknown_task"):
        simulator.script(name, on="query")

    wrapped, flat, odd, none = [(await caller.query(task_id)).json() for _ in range(4)]

    assert wrapped["data"]["data"]["data"]["task_id"] == task_id
    assert flat["data"]["data"]["task_id"] == task_id
    assert odd["data"]["task_status"] == "queued"
    assert none["code"] == "task_not_exist"


async def test_an_unknown_status_when_wrapped(
    caller: Caller, simulator: Simulator
) -> None:
    """A wrapping gateway calls a status UNKNOWN that it does not know."""
    task_id = await caller.created()
    simulator._provider.profile = "wrapped"
    simulator.script("unknown_status", on="query", status="dreaming")

    body = (await caller.query(task_id)).json()

    assert body["data"]["status"] == "UNKNOWN"


async def test_lists_and_clips(caller: Caller, simulator: Simulator) -> None:
    """Faults can strike a list and a clip, too."""
    task_id = await caller.created()
    caller.pass_seconds(200)
    simulator.script("5000", on="list")
    simulator.script("expired", on="clip", task=task_id)

    answers = [
        await caller.http.get(OWN_CREATE),
        await caller.http.get(f"/files/{task_id}.mp4"),
    ]

    assert [answer.status_code for answer in answers] == [500, 403]
    assert "expired" in answers[1].text


async def test_any_reply(caller: Caller, simulator: Simulator) -> None:
    """Any status, headers and body can be scripted."""
    simulator.script(
        "reply", status=429, headers={"Retry-After": "7"}, body=b"\xff not JSON"
    )

    answer = await caller.create()

    assert (answer.status_code, answer.content) == (429, b"\xff not JSON")
    assert answer.headers["retry-after"] == "7"


async def test_after_and_times(caller: Caller, simulator: Simulator) -> None:
    """A fault strikes after so many good requests, and so often."""
    simulator.script("1302", after=1, times=2)

    codes = [(await caller.create()).json()["code"] for _ in range(5)]

    assert codes == [0, 1302, 1302, 0, 0]


async def test_one_task_s_fault(caller: Caller, simulator: Simulator) -> None:
    """A fault for one task leaves the others alone."""
    simulator.script("1302", task="kw-2")

    codes = [
        (await caller.create(external_task_id=own)).json()["code"]
        for own in ("kw-1", "kw-2", "kw-3")
    ]

    assert codes == [0, 1302, 0]


async def test_unscript(caller: Caller, simulator: Simulator) -> None:
    """A script can be forgotten."""
    simulator.script("1302")
    simulator.unscript()

    assert (await caller.create()).status_code == 200


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ({"name": "1305"}, "Did you mean '130"),
        ({"name": "storm"}, "There are 1000, 1001"),
        ({"name": "expired"}, "No fault 'expired' can strike a create"),
        ({"name": "1302", "on": "tuesday"}, "choose from create, query"),
        ({"name": "1302", "times": 0}, "at least once"),
        ({"name": "1302", "after": -1}, "at least once"),
        ({"name": "1302", "times": 1.5}, "times is 1.5 and after is 0: both are whole"),
        ({"name": "1302", "times": True}, "whole numbers"),
        ({"name": "1302", "times": "2"}, "whole numbers"),
        ({"name": "1302", "after": 0.5}, "whole numbers"),
        ({"name": "1302", "task": 5}, "task is 5: give a task's id"),
        ({"name": "1302", "task": ["kw-1"]}, "give a task's id"),
        ({"name": "1302", "task": ""}, "give a task's id"),
        ({"name": "1302", "task": HALF}, "give a task's id"),
        ({"name": "1302", "made": "no"}, "made is 'no': give true or false"),
        ({"name": "1302", "text": "x"}, "1302 has no 'text': it takes message"),
        ({"name": "lost", "status": 500}, "lost has no 'status': it takes no details"),
        ({"name": "1302", "message": HALF}, "message is .*: give a text"),
        ({"name": "1302", "message": math.nan}, "message is nan: give a text"),
        ({"name": "failed", "reason": 5}, "reason is 5: give a text"),
        ({"name": "failed", "reason": "x" * 900 + HALF}, "reason is 'x{59}…: give"),
        ({"name": "hidden_code", "code": math.nan}, "code is nan: give a whole number"),
        ({"name": "hidden_code", "code": HALF}, "give a whole number"),
        ({"name": "hidden_code", "code": True}, "give a whole number"),
        ({"name": "model_not_found", "model_name": None}, "model_name is None"),
        ({"name": "unknown_status", "on": "query", "status": 7}, "status is 7"),
        ({"name": "reply", "status": "429"}, "status is '429': give a whole number"),
        ({"name": "reply", "status": 99}, "from 200 to 599"),
        ({"name": "reply", "status": 1000}, "from 200 to 599"),
        ({"name": "reply", "status": 204, "body": "x"}, "without a body"),
        ({"name": "reply", "body": 5}, "body is 5: give a text"),
        ({"name": "reply", "body": None}, "body is None: give a text"),
        ({"name": "reply", "body": HALF}, "body is .*: give a text"),
        ({"name": "reply", "headers": ["x"]}, "headers is .*: give names with values"),
        ({"name": "reply", "headers": {"a": 1}}, "The header a is 1: give a text"),
        ({"name": "reply", "headers": {"a": "①"}}, "in Latin letters"),
        ({"name": "reply", "headers": {"a": "x\r\ny: z"}}, "of one line"),
        ({"name": "reply", "headers": {"a": " x"}}, "no space around it"),
        ({"name": "reply", "headers": {"a b": "x"}}, "cannot be named 'a b'"),
        ({"name": "reply", "headers": {"Content-Length": "9"}}, "leave it out"),
    ],
)
async def test_no_such_fault(
    simulator: Simulator, fault: dict[str, Any], text: str
) -> None:
    """A fault that cannot be is refused with what there is."""
    with pytest.raises(ValueError, match=text):
        simulator.script(**fault)


async def test_both_paths_share_one_script(
    caller: Caller, simulator: Simulator
) -> None:
    """A fault strikes at Kling's own path and at the gateway's alike."""
    simulator.script("1302", times=2)

    answers = [await caller.create(path) for path in (CREATE, OWN_CREATE)]

    assert [answer.json()["code"] for answer in answers] == [1302, 1302]
