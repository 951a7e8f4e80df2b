"""Every answer to a good request: what the simulator says, and what we read."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.api import ImageToVideoRequest, Task, TaskStatus, classify
from kling_widgets.api._answer import Answer
from kling_widgets.api._query import read_query, task_of
from kling_widgets.errors import ProviderError, TaskNotFound, Unavailable
from tests.contract._shop import LONG_ENOUGH, Shop
from tests.contract._table import Table
from tests.simulator._caller import CREATE, IMAGE_URL, OWN_CREATE

if TYPE_CHECKING:
    from tests.contract._table import Row

TABLE = Table("4")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
REQUEST = ImageToVideoRequest(IMAGE_URL, external_task_id="run-1")


def read(data: dict[str, Any], **around: Any) -> Task:
    """What we read from an answer about one task."""
    raw = json.dumps({"code": 0, "message": "m", **around, "data": data}).encode()
    answer = read_query(status=200, raw=raw)
    assert isinstance(answer, Answer)
    return task_of(answer)


@TABLE.row("4.1 Create", "both styles of id and words played; ids stay text")
def _(shop: Shop) -> None:
    body = shop.ask("POST", CREATE, json={"image": IMAGE_URL}).json()
    own = shop.ask("POST", OWN_CREATE, json={"image": IMAGE_URL}).json()
    created_ms = body["data"]["created_at"]
    assert (body["message"], "request_id" in body) == ("success", False)
    assert own["message"] == "SUCCEED"
    assert UUID.fullmatch(own["request_id"])
    assert (int(body["data"]["task_id"]) >> 22) + 1288834974657 == created_ms
    assert 0 <= created_ms - (int(own["data"]["task_id"]) >> 22) - 1568028518782 <= 33
    task = classify(sent=True, status=200, raw=json.dumps(body).encode()).result()
    assert task.task_id == body["data"]["task_id"]
    assert int(task.task_id) > 2**53


@TABLE.row("4.2 Query single — processing", "no clip yet, and not over")
def _(shop: Shop) -> None:
    task_id = shop.made()["task_id"]
    shop.clock.now += 30
    data = shop.told(task_id, CREATE)["data"]
    assert (data["task_status"], data["task_result"]) == ("processing", {})
    task = read(data)
    assert (task.status, task.videos) == (TaskStatus.PROCESSING, ())
    assert not task.is_over


@TABLE.row("4.3 Query single — succeed", "clip, bill and own id are read")
def _(shop: Shop) -> None:
    data = shop.finished(OWN_CREATE, external_task_id="run-1", model_name="kling-v2-6")
    task = read(data)
    assert (task.status, task.is_over) == (TaskStatus.SUCCEED, True)
    assert (task.external_task_id, task.units) == ("run-1", Decimal("1.5"))
    assert task.videos[0].url.endswith(".mp4")
    assert set(data) == {
        *("task_id", "task_status", "task_status_msg", "task_info", "watermark_info"),
        *("final_unit_deduction", "final_balance_deduction", "task_result"),
        *("created_at", "updated_at"),
    }


@TABLE.row("4.4 Query single — failed", "HTTP 200 and code 0, yet failed, for nothing")
def _(shop: Shop) -> None:
    task_id = shop.made(prompt="#blocked")["task_id"]
    shop.clock.now += LONG_ENOUGH
    answer = shop.ask("GET", f"{CREATE}/{task_id}")
    assert (answer.status_code, answer.json()["code"]) == (200, 0)
    task = read(answer.json()["data"])
    assert task.status is TaskStatus.FAILED
    assert task.reason == "Failure to pass the risk control system"
    assert shop.simulator.ledger.total == 0


@TABLE.row("code / message / request_id", "code decides; the others may be absent")
def _(shop: Shop) -> None:
    data = shop.made()
    assert read(data).request_id is None
    assert read(data, request_id="r-1").request_id == "r-1"
    assert read(data, message="ANYTHING").status is TaskStatus.SUBMITTED


@TABLE.row("data.task_status", "four words; any other one is under way")
def _(shop: Shop) -> None:
    for word in ("submitted", "processing", "succeed", "failed"):
        assert read({"task_id": "1", "task_status": word}).status.value == word
    task_id = shop.made()["task_id"]
    shop.simulator.script("unknown_status", on="query", status="dreaming")
    task = shop.ours(lambda client: client.get(task_id))
    assert (task.status, task.status_text) == (TaskStatus.UNKNOWN, "dreaming")
    assert not task.is_over


@TABLE.row("data.task_status_msg", "the reason of a failure; else empty or absent")
def _(shop: Shop) -> None:
    assert read({"task_id": "1", "task_status": "failed"}).reason == ""
    assert shop.finished()["task_status_msg"] == ""


@TABLE.row("data.task_info.external_task_id", "echoed when sent, unless switched off")
def _(shop: Shop) -> None:
    assert shop.made()["task_info"] == {}
    assert shop.ours(lambda c: c.create(REQUEST)).external_task_id == "run-1"
    shop.switch(echo=False)
    assert shop.made(external_task_id="run-2")["task_info"] == {}


@TABLE.row("data.task_result.videos[]", "duration is text and not round")
def _(shop: Shop) -> None:
    video = shop.finished(watermark_info={"enabled": True})["task_result"]["videos"][0]
    assert (video["duration"], bool(video["watermark_url"])) == ("5.1", True)
    told = {"id": "1", "url": "https://e.com/1.mp4", "duration": "14.666"}
    task = read({"task_id": "1", "task_result": {"videos": [told]}})
    assert task.videos[0].duration == 14.666


@TABLE.row("data.final_unit_deduction", "text, read as an exact number")
def _(shop: Shop) -> None:
    assert shop.finished()["final_unit_deduction"] == "1"
    assert read({"task_id": "1", "final_unit_deduction": "2.5"}).units == Decimal("2.5")


@TABLE.row("data.final_balance_deduction", "told by the simulator, passed over by us")
def _(shop: Shop) -> None:
    bill = shop.finished()["final_balance_deduction"]
    assert {type(bill["quota"]), type(bill["list_price"])} == {str}
    assert read({"task_id": "1", "final_balance_deduction": bill}).units is None


@TABLE.row("data.created_at,updated_at", "milliseconds; small numbers are seconds")
def _(shop: Shop) -> None:
    moment = datetime(2024, 8, 4, 11, 5, 57, tzinfo=UTC)
    seconds = int(moment.timestamp())
    for stamp in (seconds, seconds * 1000):
        assert read({"task_id": "1", "created_at": stamp}).created_at == moment
    assert shop.made()["created_at"] == int(shop.clock.now * 1000)


@TABLE.row("Path parameter", "both ids in one slot; switch and profile decide")
def _(shop: Shop) -> None:
    task_id = shop.made(external_task_id="run-1")["task_id"]
    assert shop.told("run-1", CREATE)["data"]["task_id"] == task_id
    shop.switch(lookup=False)
    assert shop.told("run-1", CREATE)["code"] == "task_not_exist"


@TABLE.row("Official list", "pages of at most 500, newest first, on Kling's path")
def _(shop: Shop) -> None:
    ids = [shop.made()["task_id"] for _ in range(3)]
    page = shop.ask("GET", f"{OWN_CREATE}?pageNum=1&pageSize=2").json()
    assert len(page["data"]) == 2
    assert set(page) == {"code", "message", "request_id", "data"}
    assert shop.ask("GET", f"{OWN_CREATE}?pageSize=501").json()["code"] == 1201
    assert shop.ask("GET", CREATE).status_code == 405
    shop.switch(list_route=True)
    assert {task.task_id for task in shop.ours(lambda c: c.recent())} == set(ids)


@TABLE.row("Unknown id", "every candidate is `TaskNotFound`, never proof of no task")
def _(shop: Shop) -> None:
    assert shop.told("1", OWN_CREATE)["code"] == 1203
    assert shop.told("1", CREATE)["code"] == "task_not_exist"
    with pytest.raises(TaskNotFound) as caught:
        shop.ours(lambda client: client.get("1"))
    assert caught.value.charged is None
    bodies = (
        b'{"code":1201,"message":"task not found"}',
        b'{"code":1203,"message":""}',
    )
    for raw in bodies:
        assert isinstance(read_query(status=400, raw=raw), TaskNotFound)


@TABLE.row("Which path", "the path of the create, always")
def _(shop: Shop) -> None:
    shop.ours(lambda c: c.create(REQUEST))
    assert shop.ours(lambda c: c.get("run-1")).external_task_id == "run-1"
    wrong = CREATE.replace("image2video", "text2video")
    answer = shop.ask("GET", f"{wrong}/run-1")
    assert isinstance(read_query(status=404, raw=answer.content), Unavailable)


@TABLE.row("4.5 Gateway-wrapped", "wrapped, flat and OpenAI-style, all read alike")
def _(shop: Shop) -> None:
    task_id = shop.finished(OWN_CREATE)["task_id"]
    for way in ("wrapped", "flat"):
        shop.simulator.script(way, on="query")
        task = shop.ours(lambda client: client.get(task_id))
        assert (task.status, task.task_id) == (TaskStatus.SUCCEED, task_id)
        assert task.videos
    for word, status in {
        "NOT_START": TaskStatus.SUBMITTED,
        "SUBMITTED": TaskStatus.SUBMITTED,
        "QUEUED": TaskStatus.SUBMITTED,
        "IN_PROGRESS": TaskStatus.PROCESSING,
        "SUCCESS": TaskStatus.SUCCEED,
        "FAILURE": TaskStatus.FAILED,
        "UNKNOWN": TaskStatus.UNKNOWN,
    }.items():
        assert read({"task_id": "1", "status": word}).status is status
    gateway = Shop(shop.home / "wrapped", profile="wrapped")
    task = gateway.ours(lambda c: c.create(REQUEST))
    assert task.status is TaskStatus.SUBMITTED


@TABLE.row("4.6 Retention", "a link dies after 30 days with 403, and needs no key")
def _(shop: Shop) -> None:
    url = shop.finished()["task_result"]["videos"][0]["url"]
    fresh = shop.ask("GET", url, headers={"Authorization": ""})
    assert fresh.content[4:8] == b"ftyp"
    shop.clock.now += 31 * 24 * 3600
    assert shop.ask("GET", url).status_code == 403


@TABLE.row("4.7 Polling", "free, and a fault while polling makes no second task")
def _(shop: Shop) -> None:
    task_id = shop.ours(lambda c: c.create(REQUEST)).task_id
    for fault in ("5000", "1302", "timeout_page", "redirect"):
        shop.simulator.script(fault, on="query")
        with pytest.raises(ProviderError) as caught:
            shop.ours(lambda client: client.get(task_id))
        assert caught.value.charged is None
    assert not shop.ours(lambda client: client.get(task_id)).is_over
    assert len(shop.simulator.ledger.posts) == 1


@pytest.mark.parametrize("row", TABLE.cases())
def test_an_answer(row: Row, shop: Shop) -> None:
    """What is said of the answer is so."""
    row.check(shop)
