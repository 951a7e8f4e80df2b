"""Kling's own words, and a wrapping gateway's, around the same tasks."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.simulator import Simulator, Switches
from tests.simulator._caller import CREATE, OWN_CREATE, connect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.simulator._caller import Caller, Clock

pytestmark = pytest.mark.anyio

KEYS = Switches(access_keys={"AK": "SK"})


def encoded(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def signed(claims: Any, *, secret: str = "SK", alg: str = "HS256") -> str:
    start = f"{encoded({'alg': alg, 'typ': 'JWT'})}.{encoded(claims)}"
    digest = hmac.new(secret.encode(), start.encode(), hashlib.sha256).digest()
    return f"{start}.{encoded(digest)}"


@pytest.fixture
def own_key(clock: Clock) -> dict[str, Any]:
    return {"iss": "AK", "exp": clock.now + 1800, "nbf": clock.now - 5}


async def test_kling_answers_in_its_own_words(caller: Caller) -> None:
    """On Kling's own path a create says SUCCEED and carries a request id."""
    answer = await caller.create(OWN_CREATE, external_task_id="run-7f3a-0001")

    body = answer.json()
    task_id = int(body["data"]["task_id"])
    assert set(body) == {"code", "message", "request_id", "data"}
    assert body["message"] == "SUCCEED"
    assert body["data"]["task_info"] == {"external_task_id": "run-7f3a-0001"}
    assert (task_id >> 22) + 1_568_028_518_782 == body["data"]["created_at"]


async def test_own_errors_have_codes(caller: Caller) -> None:
    """On Kling's own path a missing header is 1001, a broken one 1002."""
    codes = []
    for header in ("", "Basic x"):
        caller.http.headers["Authorization"] = header
        answer = await caller.create(OWN_CREATE)
        codes.append((answer.status_code, answer.json()["code"]))

    assert codes == [(401, 1001), (401, 1002)]


async def test_an_unknown_task_at_kling(caller: Caller) -> None:
    """On Kling's own path a task that is not there is 404 and 1203."""
    answer = await caller.query("1", OWN_CREATE)

    assert (answer.status_code, answer.json()["code"]) == (404, 1203)


async def test_a_wrong_method(caller: Caller) -> None:
    """A wrong method is 1202 at Kling, and 405 at the gateway."""
    own = await caller.http.put(OWN_CREATE)
    gateway = await caller.http.put(CREATE)

    assert (own.status_code, own.json()["code"]) == (404, 1202)
    assert gateway.status_code == 405


@pytest.mark.parametrize(
    ("change", "secret", "code"),
    [
        ({}, "SK", 0),
        ({}, "wrong", 1000),
        ({"iss": "stranger"}, "SK", 1000),
        ({"iss": None}, "SK", 1002),
        ({"exp": 1}, "SK", 1004),
        ({"nbf": 9e9}, "SK", 1003),
        ({"exp": "soon"}, "SK", 1002),
    ],
)
async def test_signed_tokens(
    caller: Caller,
    simulator: Simulator,
    own_key: dict[str, Any],
    *,
    change: dict[str, Any],
    secret: str,
    code: int,
) -> None:
    """An HS256 token is taken when its issuer signed it and its time has come."""
    simulator.switches = KEYS
    token = signed(own_key | change, secret=secret)
    caller.http.headers["Authorization"] = f"Bearer {token}"

    answer = await caller.create(OWN_CREATE)

    assert answer.json()["code"] == code


@pytest.mark.parametrize(
    "token", [b"a.b.c", b"W10.W10.x", b"e30.e30.x", b"e30.e30.\xc3\xa9"]
)
async def test_broken_tokens(caller: Caller, token: bytes) -> None:
    """Three words with dots between them are no token yet."""
    answer = await caller.http.post(
        OWN_CREATE, headers=[(b"Authorization", b"Bearer " + token)]
    )

    assert (answer.status_code, answer.json()["code"]) == (401, 1002)


async def test_an_odd_signature(
    caller: Caller, simulator: Simulator, own_key: dict[str, Any]
) -> None:
    """A signature that is not even base64 is refused."""
    simulator.switches = KEYS
    start = signed(own_key).rpartition(".")[0]
    token = f"{start}.a".encode() + b"\xc3\xa9"

    answer = await caller.http.post(
        OWN_CREATE, headers=[(b"Authorization", b"Bearer " + token)]
    )

    assert (answer.status_code, answer.json()["code"]) == (401, 1000)


async def test_another_algorithm(caller: Caller, own_key: dict[str, Any]) -> None:
    """A token that names another algorithm than HS256 is refused."""
    caller.http.headers["Authorization"] = f"Bearer {signed(own_key, alg='none')}"

    assert (await caller.create(OWN_CREATE)).json()["code"] == 1002


async def test_plain_keys_at_kling(caller: Caller) -> None:
    """On Kling's own path a plain API key of any form is taken."""
    caller.http.headers["Authorization"] = "Bearer api-key-0001"

    assert (await caller.create(OWN_CREATE)).status_code == 200


@pytest.fixture
def wrapped(tmp_path: Path, clock: Clock) -> Caller:
    return connect(Simulator(tmp_path, speed=1, clock=clock, profile="wrapped"), clock)


async def test_a_wrapping_gateway_creates_a_video(wrapped: Caller) -> None:
    """A wrapping gateway answers a create with an OpenAI video object."""
    async with wrapped.http:
        body = (await wrapped.create(model_name="kling-v2-6")).json()

    assert body.pop("id") == body.pop("task_id")
    assert body == {
        "object": "video",
        "model": "kling-v2-6",
        "status": "queued",
        "progress": 0,
        "created_at": 1_773_366_840,
    }


async def test_a_wrapping_gateway_wraps_the_task(wrapped: Caller) -> None:
    """A wrapping gateway has words and seconds of its own around Kling's answer."""
    async with wrapped.http:
        task_id = (await wrapped.create()).json()["task_id"]
        bodies = []
        for seconds in (0, 20, 200):
            wrapped.pass_seconds(seconds)
            bodies.append((await wrapped.query(task_id)).json())

    outer = [body["data"]["status"] for body in bodies]
    inner = [body["data"]["data"]["data"]["task_status"] for body in bodies]
    assert {body["code"] for body in bodies} == {"success"}
    assert outer == ["SUBMITTED", "IN_PROGRESS", "SUCCESS"]
    assert inner == ["submitted", "processing", "succeed"]
    assert bodies[-1]["data"]["submit_time"] == 1_773_366_840


async def test_a_wrapping_gateway_quotes_kling(wrapped: Caller) -> None:
    """A wrapping gateway puts Kling's refusal as JSON inside a string."""
    async with wrapped.http:
        answer = await wrapped.create(duration=5)
        unknown = await wrapped.query("1")

    body = answer.json()
    assert (answer.status_code, body["code"]) == (400, "fail_to_fetch_task")
    assert json.loads(body["message"])["code"] == 1201
    assert unknown.json()["code"] == "task_not_exist"


async def test_a_wrapping_gateway_checks_keys_itself(wrapped: Caller) -> None:
    """A wrapping gateway refuses a wrong key with an error object."""
    wrapped.http.headers["Authorization"] = "Bearer wrong"

    async with wrapped.http:
        answer = await wrapped.create()

    assert answer.json()["error"]["type"] == "comet_api_error"


def test_an_unknown_profile(tmp_path: Path) -> None:
    """A profile that does not exist is refused with the ones that do."""
    with pytest.raises(ValueError, match="comet, kling, wrapped"):
        Simulator(tmp_path, profile="openai")  # type: ignore[arg-type]
