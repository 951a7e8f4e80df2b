"""Whose account a request is for: keys, tokens, and names of this machine."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

import pytest

from kling_widgets.simulator import Simulator
from tests.simulator._caller import CREATE, OWN_CREATE, connect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.simulator._caller import Caller, Clock

pytestmark = pytest.mark.anyio

HEADER = b'{"alg": "HS256"}'


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


CLAIMS_THAT_CANNOT_BE = [
    b'{"iss": "ak", "exp": NaN}',
    b'{"iss": "ak", "exp": Infinity}',
    b'{"iss": "ak", "exp": 1e400}',
    b'{"iss": "ak", "exp": 1%s}' % (b"0" * 400),
    b'{"iss": "ak", "exp": true}',
    b'{"iss": "ak", "exp": 1893456000, "nbf": -Infinity}',
    b'{"iss": "\\ud800", "exp": 1893456000}',
    b'{"iss": "", "exp": 1893456000}',
    b'{"iss": ["ak"], "exp": 1893456000}',
    b"[]",
    b"[" * 9999,
]


@pytest.mark.parametrize("claims", CLAIMS_THAT_CANNOT_BE)
async def test_a_token_that_cannot_be(caller: Caller, claims: bytes) -> None:
    """A token with a time that never comes, or with no name, is refused."""
    token = b".".join(urlsafe_b64encode(part) for part in (HEADER, claims, b"x"))
    caller.http.headers["Authorization"] = f"Bearer {token.decode()}"

    answer = await caller.create(OWN_CREATE)

    assert (answer.status_code, answer.json()["code"]) == (401, 1002)


async def test_a_token_that_can_be(caller: Caller) -> None:
    """The same token with a time that will come is taken."""
    claims = b'{"iss": "ak", "exp": 1893456000}'
    token = b".".join(urlsafe_b64encode(part) for part in (HEADER, claims, b"x"))
    caller.http.headers["Authorization"] = f"Bearer {token.decode()}"

    assert (await caller.create(OWN_CREATE)).status_code == 200


async def test_wrong_key_comes_first(caller: Caller) -> None:
    """The key is checked before the body is read."""
    caller.http.headers["Authorization"] = "Bearer wrong"

    answer = await caller.http.post(CREATE, content=b"{")

    assert answer.status_code == 401


async def test_another_host(caller: Caller) -> None:
    """A request that names another machine is not answered."""
    answer = await caller.http.get("http://evil.example/files/1.mp4")

    assert answer.status_code == 421


async def test_an_address_without_a_host(tmp_path: Path, clock: Clock) -> None:
    """A simulator that was given no real address admits no unreal host."""
    caller = connect(Simulator(tmp_path, base_url="example", clock=clock), clock)
    async with caller.http:
        answer = await caller.http.get("/", headers={"Host": "[x"})

    assert answer.status_code == 421


async def test_no_host_at_all(caller: Caller) -> None:
    """A host that is no host is not answered."""
    answer = await caller.http.get("/", headers={"Host": "[x"})

    assert answer.status_code == 421
