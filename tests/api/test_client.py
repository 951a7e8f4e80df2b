"""The client: one exchange a call, told truly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from kling_widgets.api import ImageToVideoRequest, KlingClient, TaskStatus, Timeouts
from kling_widgets.errors import (
    AmbiguousSubmit,
    AuthRejected,
    ConfigError,
    InputError,
    NotSent,
    TaskNotFound,
    Unavailable,
)

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.anyio

KEY = "sk-test-0123456789"
REQUEST = ImageToVideoRequest("https://example.com/in.jpg", external_task_id="kw-1")
CREATED = {
    "code": 0,
    "message": "success",
    "data": {
        "task_id": "2032273942220931072",
        "task_status": "submitted",
        "task_info": {},
        "created_at": 1773366840306,
        "updated_at": 1773366840306,
    },
}


def client_of(answer: Callable[[httpx.Request], httpx.Response]) -> KlingClient:
    return KlingClient(KEY, transport=httpx.MockTransport(answer))


def answering(
    status: int = 200, content: Any = None, **headers: str
) -> tuple[KlingClient, list[httpx.Request]]:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        return httpx.Response(status, content=raw, headers=headers)

    return client_of(answer), seen


async def test_create() -> None:
    """A submit is one POST with the key, and its answer is a task."""
    client, seen = answering(content=CREATED)

    async with client:
        task = await client.create(REQUEST)

    assert task.task_id == "2032273942220931072"
    assert task.status is TaskStatus.SUBMITTED
    assert [(r.method, str(r.url)) for r in seen] == [
        ("POST", "https://api.cometapi.com/kling/v1/videos/image2video")
    ]
    assert seen[0].headers["authorization"] == f"Bearer {KEY}"
    assert seen[0].headers["content-type"] == "application/json"
    assert seen[0].headers["accept-encoding"] == "identity"
    assert json.loads(seen[0].content) == REQUEST.to_json()


async def test_get() -> None:
    """A question is one GET under the same address."""
    client, seen = answering(content=CREATED)

    async with client:
        await client.get("2032273942220931072")

    assert [(r.method, r.url.path) for r in seen] == [
        ("GET", "/kling/v1/videos/image2video/2032273942220931072")
    ]


async def test_recent() -> None:
    """The list is asked for as Kling documents it."""
    client, seen = answering(content={"code": 0, "data": [CREATED["data"]]})

    async with client:
        tasks = await client.recent(size=100)

    assert [task.task_id for task in tasks] == ["2032273942220931072"]
    assert seen[0].url.query == b"pageNum=1&pageSize=100"


@pytest.mark.parametrize(
    ("page", "size"),
    [(0, 30), (1001, 30), (1, 0), (1, 501), (10**400, 30), (1, "30"), (True, 30)],
)
async def test_pages_that_are_none(page: Any, size: Any) -> None:
    """The list has pages 1 to 1000 of at most 500 tasks."""
    client, seen = answering(content=CREATED)

    async with client:
        with pytest.raises(InputError, match="allowed page 1 to 1000"):
            await client.recent(page=page, size=size)

    assert seen == []


@pytest.mark.parametrize("task_id", ["", "../x", "a b", "x" * 65, "ü"])
async def test_ids_that_are_no_path(task_id: str) -> None:
    """An id that could lead elsewhere is refused before anything is sent."""
    client, seen = answering(content=CREATED)

    async with client:
        with pytest.raises(InputError, match="task_id: "):
            await client.get(task_id)

    assert seen == []


async def test_the_raw_reply_comes_first() -> None:
    """The answer's bytes are handed over before they are understood."""
    client, _ = answering(502, b"<title>Bad gateway</title>")
    kept: list[bytes] = []

    async with client:
        with pytest.raises(AmbiguousSubmit):
            await client.create(REQUEST, on_reply=kept.append)

    assert kept == [b"<title>Bad gateway</title>"]


async def test_an_echoed_key_is_removed() -> None:
    """A provider that repeats the key cannot get it into an error or a file."""
    body = {"error": {"message": f"Invalid token {KEY}", "type": "comet_api_error"}}
    client, _ = answering(401, body, **{"x-request-id": KEY})
    kept: list[bytes] = []

    async with client:
        with pytest.raises(AuthRejected) as caught:
            await client.create(REQUEST, on_reply=kept.append)

    assert KEY not in str(caught.value) + repr(vars(caught.value)) + repr(kept)


async def test_unreachable() -> None:
    """Where no connection comes about, nothing was sent."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    async with client_of(refuse) as client:
        with pytest.raises(NotSent) as caught:
            await client.create(REQUEST)

    assert caught.value.__context__ is None


async def test_a_lost_answer() -> None:
    """Any other failure leaves open whether there is a task."""

    def lose(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("reset", request=request)

    async with client_of(lose) as client:
        with pytest.raises(AmbiguousSubmit, match="may exist and may be charged"):
            await client.create(REQUEST)
        with pytest.raises(Unavailable):
            await client.get("1")


async def test_not_found() -> None:
    """An unknown id is told apart, and is no proof of anything."""
    client, _ = answering(400, {"code": "task_not_exist", "message": "", "data": None})

    async with client:
        with pytest.raises(TaskNotFound):
            await client.get("kw-1")


async def test_no_list_there() -> None:
    """A gateway without the list has no answer, and that is all."""
    client, _ = answering(405, b"")

    async with client:
        with pytest.raises(Unavailable):
            await client.recent()


async def test_only_a_request_is_sent() -> None:
    """Parameters that nobody has checked are not sent."""
    client, seen = answering(content=CREATED)

    async with client:
        with pytest.raises(InputError, match="need an ImageToVideoRequest, got"):
            await client.create({"image": "https://e.com/a.png"})  # type: ignore[arg-type]

    assert seen == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"timeouts": 5}, "timeouts: need Timeouts(…), got 5."),
        ({"transport": "x"}, "transport: need one of httpx's own, got 'x'."),
        ({"trust_env": None}, "trust_env: need True or False, got None."),
    ],
)
async def test_a_client_that_cannot_work(given: Any, sentence: str) -> None:
    """What is no transport or no time to wait is refused before anything is sent."""
    with pytest.raises(ConfigError) as caught:
        KlingClient(KEY, **given)

    assert caught.value.message == sentence


@pytest.mark.parametrize("seconds", [0, -1, None, "5", float("inf"), 10**400])
async def test_times_that_are_none(seconds: Any) -> None:
    """A time to wait is a number above 0."""
    with pytest.raises(
        ConfigError, match=r"^timeouts\.read: need seconds above 0, got"
    ):
        Timeouts(read=seconds)


async def test_a_closed_client() -> None:
    """A closed client says so instead of sending."""
    client, seen = answering(content=CREATED)
    await client.aclose()

    with pytest.raises(ConfigError, match="closed"):
        await client.create(REQUEST)

    assert seen == []


async def test_no_key() -> None:
    """Without a key there is no client, and the sentence says what to do."""
    with pytest.raises(ConfigError, match="Set COMETAPI_KEY"):
        KlingClient(None)
