"""Faults and ledger over HTTP, for this machine and for no web page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from kling_widgets.simulator import FAULTS

if TYPE_CHECKING:
    from kling_widgets.simulator import Simulator
    from tests.simulator._caller import Caller

pytestmark = pytest.mark.anyio


async def test_faults_over_http(caller: Caller) -> None:
    """On this machine faults can be scripted, read and forgotten over HTTP."""
    path = "/simulator/faults"
    added = await caller.http.post(path, json={"name": "1302", "message": "slow down"})
    pending = (await caller.http.get(path)).json()["pending"]
    refusal = await caller.refusal()
    await caller.http.post(path, json={"name": "1302"})
    await caller.http.delete(path)

    assert added.status_code == 201
    assert [fault["name"] for fault in pending] == ["1302"]
    assert refusal == (429, 1302, "slow down")
    assert (await caller.create()).status_code == 200


BAD_FAULTS = [
    b"{",
    b"\xff",
    b"[]",
    b"[" * 9999,
    b"{}",
    b'{"name": "storm"}',
    b'{"name": []}',
    b'{"name": "1302", "on": {}}',
    b'{"name": "1302", "self": 1}',
    b'{"name": "1302", "details": {"message": "x"}}',
    b'{"name": "hidden_code", "code": NaN}',
    b'{"name": "hidden_code", "code": "\\ud800"}',
    b'{"name": "1302", "times": 1e400}',
]


@pytest.mark.parametrize("body", BAD_FAULTS)
async def test_bad_faults_over_http(caller: Caller, body: bytes) -> None:
    """A fault that cannot be is refused over HTTP, and strikes nothing."""
    answer = await caller.http.post(
        "/simulator/faults",
        content=body,
        headers={"Content-Type": "application/json"},
    )

    assert answer.status_code == 400
    assert answer.json()["error"]
    assert (await caller.http.get("/simulator/faults")).json()["pending"] == []


async def test_bytes_can_be_listed(caller: Caller, simulator: Simulator) -> None:
    """A reply that is no text does not keep the script from being read."""
    simulator.script("reply", body=b"\xff no text")

    pending = (await caller.http.get("/simulator/faults")).json()["pending"]

    assert pending[0]["details"] == {"body": "\xff no text"}


async def test_every_fault_is_listed(caller: Caller) -> None:
    """The route tells which faults there are."""
    answer = await caller.http.get("/simulator/faults")

    available = answer.json()["available"]
    assert available == {on: list(names) for on, names in FAULTS.items()}


BACKSTAGE = [
    ("GET", "/"),
    ("GET", "/simulator/ledger"),
    ("GET", "/simulator/faults"),
    ("POST", "/simulator/faults"),
    ("DELETE", "/simulator/faults"),
]


@pytest.mark.parametrize(("method", "path"), BACKSTAGE)
@pytest.mark.parametrize("client", ["192.0.2.7", "testclient"])
async def test_backstage_is_for_this_machine(
    simulator: Simulator, method: str, path: str, client: str
) -> None:
    """Nobody else's machine gets behind the stage."""
    transport = httpx.ASGITransport(simulator.app, client=(client, 5000))

    async with httpx.AsyncClient(
        transport=transport, base_url="http://localhost"
    ) as http:
        answer = await http.request(method, path, json={"name": "1302"})

    assert answer.status_code == 404
    assert simulator._provider.script.pending == ()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "Content-Type": "application/json"},
        {"Origin": "null", "Content-Type": "application/json"},
        {"Content-Type": "text/plain"},
    ],
)
async def test_backstage_is_not_for_web_pages(
    caller: Caller, simulator: Simulator, headers: dict[str, str]
) -> None:
    """A web page in somebody's browser cannot script a fault."""
    await caller.http.post(
        "/simulator/faults", content=b'{"name": "1302"}', headers=headers
    )

    assert simulator._provider.script.pending == ()


async def test_the_ledger_over_http(caller: Caller) -> None:
    """The ledger can be read over HTTP, and only read."""
    task_id = await caller.created(external_task_id="kw-1")
    caller.pass_seconds(200)

    ledger = (await caller.http.get("/simulator/ledger")).json()
    written = await caller.http.post("/simulator/ledger", json={})

    assert ledger["total"] == "1"
    assert ledger["charges"][0]["external_task_id"] == "kw-1"
    assert ledger["posts"][0]["answer"] == task_id
    assert written.status_code == 405
