"""Clients that no one here wrote: Kling's own conventions, and curl.

Nothing of this package is imported: the simulator is a process behind a port.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import shutil
import subprocess
import time
from typing import TYPE_CHECKING, Any

import av
import httpx
import pytest

from tests.simulator._pictures import picture
from tests.simulator._served import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CREATE = "/kling/v1/videos/image2video"
BEARER = "Authorization: Bearer sk-simulator"
needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("home")
    keys = "access_keys=my-access-key:my-secret-key"
    with served(home, "--speed", "400", "--set", keys) as url:
        yield url


def curl(*arguments: str) -> tuple[int, Any]:
    """Return the HTTP status and the JSON that curl got."""
    command = ["curl", "--silent", "--write-out", "\n%{http_code}", *arguments]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    body, _, status = output.rpartition("\n")
    return int(status), json.loads(body)


def curl_file(path: Path, *arguments: str) -> tuple[int, str]:
    """Fetch a file with curl; return the HTTP status and the content's type."""
    told = "%{http_code} %{content_type}"
    command = ["curl", "--silent", "--output", str(path), "--write-out", told]
    run = subprocess.run(
        [*command, *arguments], capture_output=True, text=True, check=True
    )
    status, kind = run.stdout.split(" ", 1)
    return int(status), kind


def curl_until_over(address: str) -> dict[str, Any]:
    """Ask with curl, as CometAPI's guide does, until the task is over."""
    while True:
        status, body = curl(address, "--header", BEARER)
        assert (status, body["code"]) == (200, 0)
        task: dict[str, Any] = body["data"]
        if task["task_status"] not in {"submitted", "processing"}:
            return task
        time.sleep(0.05)


def frames_of(path: Path) -> int:
    """Decode a film whole and count its pictures."""
    with av.open(path) as container:
        return sum(1 for _ in container.decode(video=0))


def kling_token(access_key: str, secret_key: str) -> str:
    """Sign a token as Kling's documentation tells."""

    def encoded(raw: bytes) -> str:
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    now = int(time.time())
    claims = {"iss": access_key, "exp": now + 1800, "nbf": now - 5}
    parts = ({"alg": "HS256", "typ": "JWT"}, claims)
    start = ".".join(encoded(json.dumps(part).encode()) for part in parts)
    digest = hmac.new(secret_key.encode(), start.encode(), hashlib.sha256).digest()
    return f"{start}.{encoded(digest)}"


def test_a_client_of_kling_s_own(url: str) -> None:
    """Code after Kling's documentation, and nothing of ours, gets its clip."""
    token = kling_token("my-access-key", "my-secret-key")
    headers = {"Authorization": f"Bearer {token}"}
    order = {"model_name": "kling-v2-6", "mode": "std", "duration": "5"}
    order |= {"image": picture(640, 480), "prompt": "zoom in"}

    with httpx.Client(base_url=url, headers=headers, timeout=30) as client:
        answer = client.post("/v1/videos/image2video", json=order).json()
        assert answer["code"] == 0, answer["message"]
        task = answer["data"]
        while task["task_status"] in {"submitted", "processing"}:
            time.sleep(0.05)
            path = f"/v1/videos/image2video/{task['task_id']}"
            task = client.get(path).json()["data"]
        film = client.get(task["task_result"]["videos"][0]["url"])

    assert task["task_status"] == "succeed"
    assert film.headers["content-type"] == "video/mp4"
    assert film.content[4:8] == b"ftyp"


def test_a_stranger_s_signature(url: str) -> None:
    """A token that another secret signed is refused with Kling's code."""
    token = kling_token("my-access-key", "not-my-secret")

    answer = httpx.get(
        f"{url}/v1/videos/image2video/1", headers={"Authorization": f"Bearer {token}"}
    )

    assert (answer.status_code, answer.json()["code"]) == (401, 1000)


@needs_curl
def test_the_curl_of_cometapi_s_page(url: str) -> None:
    """The command on CometAPI's page is answered as the page says."""
    status, body = curl(
        "--request",
        "POST",
        "--url",
        f"{url}{CREATE}",
        "--header",
        BEARER,
        "--header",
        "Content-Type: application/json",
        "--data",
        ' { "image": "https://h2.inkwai.com/bs2/upload-ylab-stunt/raw_image_0.jpg" } ',
    )

    assert (status, body["code"], body["message"]) == (200, 0, "success")
    assert sorted(body["data"]) == [
        "created_at",
        "task_id",
        "task_info",
        "task_status",
        "updated_at",
    ]


@needs_curl
@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        ('{"image": "data:image/png;base64,AAAA"}', 400, 1201),
        ('{"image": "https://example.com/a.jpg", "duration": 5}', 400, 1201),
        ("{}", 400, 1201),
        ("{", 400, 1200),
        ('{"image": "https://example.com/a.jpg", "model_name": "x"}', 404, 1203),
    ],
)
def test_curl_is_refused(url: str, data: str, status: int, code: int) -> None:
    """A request that cannot be is refused, on a port as anywhere."""
    got, body = curl(f"{url}{CREATE}", "--header", BEARER, "--data", data)

    assert (got, body["code"]) == (status, code)


@needs_curl
def test_curl_asks_lists_and_is_turned_away(url: str) -> None:
    """Each documented call works from the command line."""
    data = '{"image": "https://example.com/a.jpg", "external_task_id": "run-1"}'
    own = f"{url}/v1/videos/image2video"

    _, created = curl(own, "--header", BEARER, "--data", data)
    task_id = created["data"]["task_id"]
    _, asked = curl(f"{own}/{task_id}", "--header", BEARER)
    _, by_own_id = curl(f"{own}/run-1", "--header", BEARER)
    _, listed = curl(f"{own}?pageNum=1&pageSize=500", "--header", BEARER)
    status, turned_away = curl(f"{url}{CREATE}/{task_id}")

    assert asked["data"]["task_id"] == by_own_id["data"]["task_id"] == task_id
    assert task_id in [task["task_id"] for task in listed["data"]]
    assert (status, turned_away["error"]["type"]) == (401, "comet_api_error")


@needs_curl
def test_curl_gets_its_clip(url: str, tmp_path: Path) -> None:
    """From a picture to a film on disk, and a part of it, with curl and a key."""
    order = {"image": picture(640, 480), "prompt": "zoom in", "duration": "5"}
    (tmp_path / "order.json").write_text(json.dumps(order))
    data = f"@{tmp_path / 'order.json'}"
    whole, part = tmp_path / "clip.mp4", tmp_path / "part.mp4"

    _, created = curl(f"{url}{CREATE}", "--header", BEARER, "--data", data)
    task = curl_until_over(f"{url}{CREATE}/{created['data']['task_id']}")
    link = task["task_result"]["videos"][0]["url"]

    assert task["task_status"] == "succeed"
    assert curl_file(whole, link) == (200, "video/mp4")
    assert curl_file(part, "--range", "100-299", link) == (206, "video/mp4")
    assert part.read_bytes() == whole.read_bytes()[100:300]
    assert frames_of(whole) == 5 * 24


@needs_curl
def test_curl_needs_a_key_to_ask(url: str) -> None:
    """A task that exists is told of with a key, and with no other and none."""
    data = '{"image": "https://example.com/a.jpg"}'
    _, created = curl(f"{url}{CREATE}", "--header", BEARER, "--data", data)
    address = f"{url}{CREATE}/{created['data']['task_id']}"

    asked, told = curl(address, "--header", BEARER)
    none, refused = curl(address)
    wrong, _ = curl(address, "--header", "Authorization: Bearer nonsense")
    other, unknown = curl(address, "--header", "Authorization: Bearer sk-other")

    assert (asked, told["data"]["task_id"]) == (200, created["data"]["task_id"])
    assert (none, wrong) == (401, 401)
    assert refused["error"]["type"] == "comet_api_error"
    assert (other, unknown["code"]) == (400, "task_not_exist")
