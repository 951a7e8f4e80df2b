"""A task's life, what it costs, and the files that are left of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kling_widgets.simulator import Simulator
from tests.simulator._caller import connect
from tests.simulator._pictures import picture

if TYPE_CHECKING:
    from tests.simulator._caller import Caller, Clock

pytestmark = pytest.mark.anyio


def contents(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


async def test_create_answers_as_the_page_says(caller: Caller) -> None:
    """A create is answered with the very body that CometAPI's page shows."""
    answer = await caller.http.post(
        "/kling/v1/videos/image2video", json={"image": "https://example.com/a.jpg"}
    )

    body = answer.json()
    task_id = body["data"].pop("task_id")
    assert body == {
        "code": 0,
        "message": "success",
        "data": {
            "task_status": "submitted",
            "task_info": {},
            "created_at": 1_773_366_840_306,
            "updated_at": 1_773_366_840_306,
        },
    }
    assert int(task_id) >> 22 == 2_032_273_942_220_931_072 >> 22


async def test_a_task_is_worked_on_and_succeeds(caller: Caller) -> None:
    """A status goes from submitted over processing to succeed as time passes."""
    task_id = await caller.created()

    seen = []
    for _ in range(150):
        seen.append((await caller.state(task_id))["task_status"])
        caller.pass_seconds(1)

    assert list(dict.fromkeys(seen)) == ["submitted", "processing", "succeed"]


async def test_no_result_before_the_end(caller: Caller) -> None:
    """`task_result` is empty until the task has succeeded."""
    task_id = await caller.created()
    caller.pass_seconds(30)

    state = await caller.state(task_id)

    assert (state["task_status"], state["task_result"]) == ("processing", {})


async def test_updated_at_moves_with_the_status_only(caller: Caller) -> None:
    """`updated_at` stays as it is while the status does."""
    task_id = await caller.created()
    caller.pass_seconds(20)
    first = await caller.state(task_id)
    caller.pass_seconds(20)

    second = await caller.state(task_id)

    assert first == second


async def test_the_clip_is_a_film(caller: Caller) -> None:
    """The link of a finished task leads to an MP4, without a key, also in parts."""
    task_id = await caller.created(image=picture(), prompt="zoom in")
    caller.pass_seconds(200)
    (video,) = (await caller.state(task_id))["task_result"]["videos"]
    del caller.http.headers["Authorization"]

    whole = await caller.http.get(video["url"])
    part = await caller.http.get(video["url"], headers={"Range": "bytes=4-7"})

    assert whole.headers["content-type"] == "video/mp4"
    assert (part.status_code, part.content) == (206, b"ftyp")
    assert whole.content[4:8] == b"ftyp"


async def test_a_clip_whose_request_is_gone(caller: Caller, tmp_path: Path) -> None:
    """A clip that was never drawn, and now cannot be, has run out."""
    task_id = await caller.created()
    caller.pass_seconds(200)
    for path in (tmp_path / "requests").iterdir():
        path.unlink()

    answer = await caller.http.get(f"/files/{task_id}.mp4")

    assert (answer.status_code, "expired" in answer.text) == (403, True)


async def test_no_clip_before_the_end(caller: Caller) -> None:
    """A clip cannot be had while its task is under way."""
    task_id = await caller.created()

    answer = await caller.http.get(f"/files/{task_id}.mp4")

    assert answer.status_code == 404


async def test_a_restarted_process_finds_its_task(
    caller: Caller, tmp_path: Path, clock: Clock
) -> None:
    """Another simulator on the same home tells the same of a task."""
    task_id = await caller.created(external_task_id="kw-1")
    caller.pass_seconds(200)
    other = connect(Simulator(tmp_path, speed=99, clock=clock), clock)

    async with other.http:
        states = [await who.state(task_id) for who in (caller, other)]

    assert states[0] == states[1]


async def test_own_ids_are_repeated_and_found(caller: Caller) -> None:
    """An `external_task_id` is echoed, and a task can be asked for by it."""
    task_id = await caller.created(external_task_id="kw-1")

    state = await caller.state("kw-1")

    assert state["task_info"] == {"external_task_id": "kw-1"}
    assert state["task_id"] == task_id


async def test_tasks_belong_to_a_key(
    caller: Caller, simulator: Simulator, clock: Clock
) -> None:
    """Another key does not find the task."""
    task_id = await caller.created()
    stranger = connect(simulator, clock, key="sk-other")

    async with stranger.http:
        answer = await stranger.query(task_id)

    assert (answer.status_code, answer.json()["code"]) == (400, "task_not_exist")


async def test_success_is_charged_once(caller: Caller, simulator: Simulator) -> None:
    """The ledger holds one charge for a clip, made when it was finished."""
    task_id = await caller.created(model_name="kling-v2-6", external_task_id="kw-1")
    before = simulator.ledger.total
    caller.pass_seconds(200)
    state = await caller.state(task_id)
    await caller.state(task_id)

    (charge,) = simulator.ledger.charges

    assert before == 0
    assert (charge.external_task_id, charge.units) == ("kw-1", Decimal("1.5"))
    assert state["final_unit_deduction"] == "1.5"


async def test_every_post_is_in_the_ledger(
    caller: Caller, simulator: Simulator
) -> None:
    """The ledger tells how often a task was asked for, also when it was refused."""
    task_id = await caller.created(external_task_id="kw-1")
    await caller.create(external_task_id="kw-1")

    posts = [(p.external_task_id, p.answer) for p in simulator.ledger.posts]

    assert posts == [("kw-1", task_id), ("kw-1", "HTTP 400, code 1201")]


async def test_the_key_is_not_kept(caller: Caller, tmp_path: Path) -> None:
    """Nothing on disk holds the key that was used."""
    await caller.created(image=picture())

    kept = contents(tmp_path)

    assert kept
    assert not [data for data in kept if b"sk-simulator" in data]


async def test_ids_are_strings_beyond_a_double(caller: Caller) -> None:
    """A task id is a string of digits that a JavaScript number could not hold."""
    answer = await caller.create()

    task_id = json.loads(answer.content)["data"]["task_id"]

    assert isinstance(task_id, str)
    assert int(task_id) > 2**53


async def test_a_watermarked_twin(caller: Caller) -> None:
    """Who asks for a watermark gets a second link."""
    task_id = await caller.created(watermark_info={"enabled": True})
    caller.pass_seconds(200)

    state = await caller.state(task_id)

    (video,) = state["task_result"]["videos"]
    assert state["watermark_info"] == {"enabled": True}
    assert video["watermark_url"] == video["url"]


async def test_a_clip_that_cannot_be_made(
    caller: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clip is put in place whole or not at all."""
    task_id = await caller.created(image=picture())
    caller.pass_seconds(200)

    def full(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        await caller.http.get(f"/files/{task_id}.mp4")

    assert list((tmp_path / "clips").iterdir()) == []


async def test_old_files_are_cleared(tmp_path: Path, clock: Clock) -> None:
    """What is older than 30 days is deleted when a simulator is used again."""
    folder = tmp_path / "clips"
    folder.mkdir(parents=True)
    old, new = folder / "1.mp4", folder / "2.mp4"
    for path, days in ((old, 31), (new, 29)):
        path.touch()
        then = time.time() - days * 24 * 3600
        os.utime(path, (then, then))

    caller = connect(Simulator(tmp_path, clock=clock), clock)
    async with caller.http:
        await caller.create()

    assert (old.exists(), new.exists()) == (False, True)


def test_many_processes_one_home(tmp_path: Path) -> None:
    """Processes that share a home never share a task, and one id is taken once."""
    command = [sys.executable, "-m", "tests.simulator._crowd", str(tmp_path), "8"]
    crowd = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    answers = [line for member in crowd for line in member.communicate()[0].split()]

    taken = [answer for answer in answers if answer != "1201"]
    assert len(answers) == 3 * (8 + 1)
    assert len(set(taken)) == len(taken) == 3 * 8 + 1
