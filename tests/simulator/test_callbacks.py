"""Callbacks: each change is told once, signed, and to this machine only."""

from __future__ import annotations

import asyncio
import socket
import time
from typing import TYPE_CHECKING

import pytest

from kling_widgets.simulator import Simulator, Switches, _postman
from kling_widgets.simulator._postman import deliver, is_allowed
from kling_widgets.simulator._signing import signed_headers
from tests.simulator._caller import Caller, Clock, connect, until
from tests.simulator._hook import Hook

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

pytestmark = pytest.mark.anyio

SECRET = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI="


@pytest.fixture
def hook() -> Iterator[Hook]:
    with Hook() as hook:
        yield hook


@pytest.fixture
def simulator(tmp_path: Path) -> Simulator:
    """Return a simulator that runs in a hurry, by the real clock."""
    return Simulator(tmp_path, speed=300, clock=time.time)


@pytest.fixture
async def caller(simulator: Simulator) -> AsyncIterator[Caller]:
    caller = connect(simulator, Clock())
    async with caller.http, simulator.callbacks():
        yield caller


async def outcomes(simulator: Simulator, task_id: str) -> list[str]:
    """Return what came of a task's callbacks, once none is under way."""

    def notes() -> list[str]:
        return [note for _, note in simulator._provider.store.callbacks(task_id)]

    await until(lambda: len(notes()) == 2 and "under way" not in notes())
    return notes()


async def test_each_change_is_told(caller: Caller, hook: Hook) -> None:
    """A callback comes at each change, with the task itself as its body."""
    task_id = await caller.created(callback_url=hook.url, external_task_id="kw-1")

    statuses = await hook.wait_for(2)

    body = hook.deliveries[1].body
    assert statuses == ["processing", "succeed"]
    assert (body["task_id"], body["task_info"]) == (
        task_id,
        {"external_task_id": "kw-1"},
    )
    assert body["task_result"]["videos"][0]["url"].endswith(f"/{task_id}.mp4")
    assert body["final_unit_deduction"] == "1"
    assert "webhook-signature" not in hook.deliveries[1].headers


async def test_failures_are_told(caller: Caller, hook: Hook) -> None:
    """A failure is told with its reason."""
    await caller.create(callback_url=hook.url, prompt="#blocked")

    await hook.wait_for(2)

    body = hook.deliveries[1].body
    assert body["task_status_msg"] == "Failure to pass the risk control system"


async def test_the_end_alone(caller: Caller, simulator: Simulator, hook: Hook) -> None:
    """Callbacks can be sent when the task completes, and only then."""
    simulator.switches = Switches(callbacks="end")
    await caller.create(callback_url=hook.url)

    assert await hook.wait_for(1) == ["succeed"]


async def test_twice(caller: Caller, simulator: Simulator, hook: Hook) -> None:
    """Callbacks can be made to come twice."""
    simulator.script("twice", on="callback", times=2)
    await caller.create(callback_url=hook.url)

    statuses = await hook.wait_for(4)

    assert statuses == ["processing", "processing", "succeed", "succeed"]


async def test_shuffled(caller: Caller, simulator: Simulator, hook: Hook) -> None:
    """Callbacks can be made to come in the wrong order."""
    task_id = await caller.created(external_task_id="kw-1", callback_url=hook.url)
    simulator.script("shuffled", on="callback", task="kw-1")

    assert await hook.wait_for(2) == ["succeed", "processing"]
    assert await outcomes(simulator, task_id) == ["HTTP 200"] * 2


async def test_wrapped(caller: Caller, simulator: Simulator, hook: Hook) -> None:
    """A callback's body can be made to come in an envelope."""
    simulator.switches = Switches(callbacks="end")
    simulator.script("wrapped", on="callback")
    task_id = await caller.created(callback_url=hook.url)

    await asyncio.to_thread(hook.wait_until, 1)

    body = hook.deliveries[0].body
    assert (body["code"], body["data"]["task_id"]) == (0, task_id)


async def test_signed(caller: Caller, simulator: Simulator, hook: Hook) -> None:
    """With two secrets a callback carries two signatures of its very bytes."""
    simulator.switches = Switches(webhook_secrets=(SECRET, SECRET), callbacks="end")
    await caller.create(callback_url=hook.url)
    await hook.wait_for(1)

    delivery = hook.deliveries[0]
    headers = {name.lower(): value for name, value in delivery.headers.items()}
    expected = signed_headers(
        (SECRET, SECRET),
        message_id=headers["webhook-id"],
        seconds=int(headers["webhook-timestamp"]),
        body=delivery.raw,
    )

    assert headers["webhook-signature"] == expected["webhook-signature"]
    assert len(headers["webhook-signature"].split()) == 2


def test_the_documented_signature() -> None:
    """The signature is the one in Kling's documentation."""
    body = (
        b'{"id":"1234567890","status":"succeeded","message":"",'
        b'"create_time":1781080778802,"update_time":1781080794151}'
    )

    headers = signed_headers(
        [SECRET], message_id="9876543210", seconds=1781080794, body=body
    )

    assert headers == {
        "webhook-id": "9876543210",
        "webhook-timestamp": "1781080794",
        "webhook-signature": "v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=",
    }


async def test_only_this_machine(caller: Caller, simulator: Simulator) -> None:
    """Callbacks go nowhere but to this machine."""
    task_id = await caller.created(callback_url="https://example.com/hook")

    notes = await outcomes(simulator, task_id)

    assert set(notes) == {"not sent: callbacks go to this machine only"}


async def test_nobody_listens(caller: Caller, simulator: Simulator) -> None:
    """An address where nobody listens does no harm."""
    with Hook() as hook:
        dead = hook.url
    task_id = await caller.created(callback_url=dead)

    notes = await outcomes(simulator, task_id)

    assert {note.split(":")[0] for note in notes} == {"no answer"}


async def test_one_that_hangs(
    caller: Caller, simulator: Simulator, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address that never answers delays no other."""
    monkeypatch.setattr(_postman, "PATIENCE_SECONDS", 60)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        hanging = await caller.created(callback_url=url)
        connection, _ = await asyncio.to_thread(silent.accept)
        await caller.create(callback_url=hook.url)
        statuses = await hook.wait_for(2)
        notes = simulator._provider.store.callbacks(hanging)
        connection.close()

    assert statuses == ["processing", "succeed"]
    assert notes[0] == ("processing", "under way")


@pytest.mark.parametrize("status", [302, 500])
def test_other_answers(status: int) -> None:
    """A redirect is not followed, and an error is noted."""
    with Hook(status) as hook:
        outcome = deliver(hook.url, b"{}", {}, hosts=frozenset())

    assert outcome == f"HTTP {status}"


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://localhost:1/x", True),
        ("http://127.8.0.1/x", True),
        ("http://friend.test/x", True),
        ("http://127.0.0.1.example.com/x", False),
        ("http://192.168.0.1/x", False),
        ("http://localhost.example.com", False),
    ],
)
def test_allowed_hosts(url: str, *, allowed: bool) -> None:
    """A host is allowed when it is this machine, or named."""
    assert is_allowed(url, frozenset({"friend.test"})) is allowed


async def test_two_processes_send_one(
    caller: Caller, simulator: Simulator, tmp_path: Path, hook: Hook
) -> None:
    """Of two simulators on one home, one sends."""
    other = Simulator(tmp_path, clock=time.time)
    async with other.callbacks():
        task_id = await caller.created(callback_url=hook.url)
        other._courier.wake()
        await outcomes(simulator, task_id)

    assert await hook.wait_for(2) == ["processing", "succeed"]
    assert len(hook.deliveries) == 2


async def test_no_courier_no_callbacks(tmp_path: Path, clock: Clock) -> None:
    """In-process no callback is sent unless somebody asks for it."""
    simulator = Simulator(tmp_path, clock=clock)
    caller = connect(simulator, clock)
    async with caller.http:
        task_id = await caller.created(callback_url="http://localhost:9/hook")
        caller.pass_seconds(200)
        state = await caller.state(task_id)

    assert state["task_status"] == "succeed"
    assert simulator._provider.store.callbacks(task_id) == []


async def test_the_app_brings_its_courier(simulator: Simulator, hook: Hook) -> None:
    """A server that runs the app's lifespan sends callbacks by itself."""
    caller = connect(simulator, Clock())
    async with caller.http, simulator.app.router.lifespan_context(simulator.app):
        await caller.create(callback_url=hook.url)
        statuses = await hook.wait_for(2)

    assert statuses == ["processing", "succeed"]


async def test_one_failure_leaves_the_others(
    caller: Caller,
    simulator: Simulator,
    hook: Hook,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A callback that cannot be sent is logged, and the next one comes."""

    def unreadable(*_key: str) -> None:
        raise OSError("The disk is gone.")

    with monkeypatch.context() as patch:
        patch.setattr(simulator._provider.store, "note_callback", unreadable)
        await caller.create(callback_url=hook.url)
        await until(lambda: "was not sent" in caplog.text)
    await caller.create(callback_url=hook.url)

    assert (await hook.wait_for(4))[-1] == "succeed"


async def test_a_change_during_the_telling(
    tmp_path: Path, clock: Clock, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change that comes to pass while another is told is told next."""
    simulator = Simulator(tmp_path, clock=clock)
    caller = connect(simulator, clock)
    store = simulator._provider.store
    note = store.note_callback

    def note_late(*entry: str) -> None:
        note(*entry)
        caller.pass_seconds(1000)

    monkeypatch.setattr(store, "note_callback", note_late)
    async with caller.http:
        await caller.create(callback_url=hook.url)
        async with simulator.callbacks():
            caller.pass_seconds(1)

            assert await hook.wait_for(2) == ["processing", "succeed"]
