from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kling_widgets.simulator import Simulator
from tests.simulator._caller import CREATE, connect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.simulator._caller import Caller, Clock

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic sk-a", "Bearer wrong", f"Bearer sk-{'a' * 48}"],
)
async def test_wrong_key(caller: Caller, header: str) -> None:
    """A missing, odd, or real-looking key is refused in the gateway's words."""
    caller.http.headers["Authorization"] = header

    answers = [await caller.create(), await caller.query("1")]

    for answer in answers:
        assert answer.status_code == 401
        assert answer.json()["error"]["type"] == "comet_api_error"


@pytest.mark.parametrize("token", ["sk-simulator", "sk-a", "<token>"])
async def test_any_short_key(caller: Caller, token: str) -> None:
    """A short key is taken, and so is what the API's page writes in its place."""
    caller.http.headers["Authorization"] = f"Bearer {token}"

    answer = await caller.create()

    assert answer.status_code == 200


async def test_the_only_key(tmp_path: Path, clock: Clock) -> None:
    """With a key of its own the simulator takes that one alone."""
    simulator = Simulator(tmp_path, api_key="sk-mine", clock=clock)

    statuses = []
    for key in ("sk-mine", "sk-simulator", "<token>"):
        caller = connect(simulator, clock, key)
        async with caller.http:
            statuses.append((await caller.create()).status_code)

    assert statuses == [200, 401, 401]


async def test_wrong_key_comes_first(caller: Caller) -> None:
    """The key is checked before the body is read."""
    caller.http.headers["Authorization"] = "Bearer wrong"

    answer = await caller.http.post(CREATE, content=b"{")

    assert answer.status_code == 401


async def test_another_host(caller: Caller) -> None:
    """A request that names another machine is not answered."""
    answer = await caller.http.get("http://evil.example/files/1.mp4")

    assert answer.status_code == 421


async def test_no_host_at_all(caller: Caller) -> None:
    """A host that is no host is not answered."""
    answer = await caller.http.get("/", headers={"Host": "[x"})

    assert answer.status_code == 421
