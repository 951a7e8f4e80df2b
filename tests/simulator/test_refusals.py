"""What Kling refuses is refused in its words, and what it takes is taken."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.simulator import Simulator, Switches, _desk
from tests.simulator._caller import CREATE, IMAGE_URL, connect
from tests.simulator._pictures import picture

if TYPE_CHECKING:
    from pathlib import Path

    from tests.simulator._caller import Caller, Clock

pytestmark = pytest.mark.anyio

HUGE = int("9" * 400)
NOT_BASE64 = "File is not in a valid base64 format"
POINTS = [{"x": 10, "y": 20}, {"x": 30, "y": 40}]
BRUSH = {"mask": picture(), "trajectories": POINTS}
STEP = {"type": "simple", "config": {"zoom": 5}}

REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"image": None}, "image can not be null"),
    ({"image": ""}, "image can not be null"),
    ({"image": 7}, "image value '7' is invalid"),
    ({"image": "data:image/png;base64," + picture()}, NOT_BASE64),
    ({"image": "!!!!"}, NOT_BASE64),
    ({"image": picture()[:-3] + "*=="}, NOT_BASE64),
    ({"image": "é" * 4}, NOT_BASE64),
    ({"image": base64.b64encode(b"no picture at all").decode()}, NOT_BASE64),
    ({"image": picture(kind="WEBP")}, NOT_BASE64),
    (
        {"image": base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"c2pa").decode()},
        NOT_BASE64,
    ),
    ({"image": base64.b64encode(b"\xff\xd8\xff" * 4_000_000).decode()}, "Image size"),
    ({"image": picture(200, 200)}, "Image pixel is invalid"),
    ({"image": picture(1000, 300)}, "Image aspect ratio is invalid"),
    ({"image": "https://"}, "image value 'https://' is invalid"),
    ({"image": "http://[x"}, "image value 'http://[x' is invalid"),
    ({"image_tail": picture(299, 400), "mode": "pro"}, "Image pixel is invalid"),
    ({"model_name": 3}, "model_name value '3' is invalid"),
    ({"mode": "best"}, "mode value 'best' is invalid"),
    ({"mode": "4k"}, "model/mode(kling-v1/4k) is not supported"),
    ({"duration": 5}, "duration value '5' is invalid"),
    ({"duration": "99"}, "duration value '99' is invalid"),
    ({"duration": "8"}, "model/mode/duration(kling-v1/std/8) is not supported"),
    ({"sound": True}, "sound value 'True' is invalid"),
    ({"prompt": "a" * 2501}, f"prompt value '{'a' * 60}' is invalid"),
    ({"negative_prompt": 1}, "negative_prompt value '1' is invalid"),
    ({"cfg_scale": "0.5"}, "cfg_scale value '0.5' is invalid"),
    ({"cfg_scale": True}, "cfg_scale value 'True' is invalid"),
    ({"cfg_scale": 1.1}, "cfg_scale value '1.1' is invalid"),
    ({"cfg_scale": HUGE}, f"cfg_scale value '{'9' * 60}' is invalid"),
    ({"external_task_id": 1}, "external_task_id value '1' is invalid"),
    ({"external_task_id": " "}, "external_task_id value ' ' is invalid"),
    ({"callback_url": "ftp://me"}, "callback_url value 'ftp://me' is invalid"),
    ({"callback_url": 1}, "callback_url value '1' is invalid"),
    ({"callback_url": "http://[x"}, "callback_url value 'http://[x' is invalid"),
    ({"static_mask": "?"}, NOT_BASE64),
    ({"dynamic_masks": {}}, "dynamic_masks value '{}' is invalid"),
    ({"dynamic_masks": [BRUSH] * 7}, "dynamic_masks value"),
    ({"dynamic_masks": ["mask"]}, "dynamic_masks value 'mask' is invalid"),
    ({"dynamic_masks": [{"trajectories": POINTS}]}, "dynamic_masks.mask value 'None'"),
    (
        {"dynamic_masks": [BRUSH | {"trajectories": POINTS[:1]}]},
        "dynamic_masks.trajectories value",
    ),
    (
        {"dynamic_masks": [BRUSH | {"trajectories": POINTS * 39}]},
        "dynamic_masks.trajectories value",
    ),
    (
        {"dynamic_masks": [BRUSH | {"trajectories": [{"x": 1.5, "y": 2}] * 2}]},
        "dynamic_masks.trajectories value",
    ),
    (
        {"dynamic_masks": [BRUSH | {"trajectories": [{"x": 1, "y": HUGE}] * 2}]},
        "dynamic_masks.trajectories value",
    ),
    ({"camera_control": {"type": "fly"}}, "camera_control value"),
    (
        {"camera_control": {"type": "simple", "config": {"zoom": HUGE}}},
        "camera_control.config value",
    ),
    ({"camera_control": {"type": "simple"}}, "camera_control.config value 'None'"),
    (
        {"camera_control": {"type": "simple", "config": {"zoom": 1, "pan": 1}}},
        "camera_control.config value",
    ),
    (
        {"camera_control": {"type": "simple", "config": {"zoom": 11}}},
        "camera_control.config value",
    ),
    (
        {"camera_control": {"type": "down_back", "config": {"zoom": 1}}},
        "camera_control.config value",
    ),
    (
        {
            "camera_control": {"type": "down_back"},
            "model_name": "kling-v1-5",
            "mode": "pro",
        },
        "camera_control.type value 'down_back' is invalid",
    ),
    ({"camera_control": STEP}, "is not supported with camera_control"),
    ({"multi_shot": "yes"}, "multi_shot value 'yes' is invalid"),
    ({"watermark_info": {"enabled": "yes"}}, "watermark_info value"),
    ({"voice_list": [{"voice_id": 1}]}, "voice_list value"),
    ({"element_list": [{}]}, "element_list value"),
    ({"element_list": [{"element_id": HUGE}]}, "element_list value"),
    ({"multi_prompt": [{"index": 1, "prompt": "x", "duration": 5}]}, "multi_prompt"),
    (
        {"multi_prompt": [{"index": HUGE, "prompt": "x", "duration": "5"}]},
        "multi_prompt value",
    ),
    ({"multi_shot": True}, "model(kling-v1) is not supported with multi_shot"),
    (
        {"model_name": "kling-v2-5-turbo", "image_tail": IMAGE_URL},
        "model/mode/duration(kling-v2-5-turbo/std/5) is not supported with image_tail",
    ),
    (
        {"model_name": "kling-v2-6", "static_mask": picture()},
        "model/mode/duration(kling-v2-6/std/5) is not supported with static_mask",
    ),
    (
        {"model_name": "kling-v2-6", "sound": "on"},
        "model/mode(kling-v2-6/std) is not supported with sound on",
    ),
    (
        {
            "model_name": "kling-v2-6",
            "mode": "pro",
            "sound": "on",
            "image_tail": IMAGE_URL,
        },
        "is not supported with image_tail and sound on",
    ),
    (
        {"model_name": "kling-v3", "sound": "on", "voice_list": [{"voice_id": "a"}]},
        "model/mode(kling-v3/std) is not supported with voice_list",
    ),
    (
        {"model_name": "kling-v2-6", "mode": "pro", "voice_list": [{"voice_id": "a"}]},
        "voice_list is not supported with sound off",
    ),
    (
        {"image_tail": IMAGE_URL, "dynamic_masks": [BRUSH]},
        "image_tail is not supported with static_mask/dynamic_masks",
    ),
    (
        {
            "model_name": "kling-v3",
            "multi_prompt": [{"index": 1, "prompt": "x", "duration": "4"}],
        },
        "multi_prompt.duration value '4' is invalid",
    ),
]

TAKEN: list[dict[str, Any]] = [
    {},
    {"image": picture()},
    {"image": picture(kind="JPEG"), "prompt": None, "cfg_scale": None},
    {"model_name": "kling-v2-master", "mode": "pro", "duration": "10"},
    {"prompt": "the cat yawns", "negative_prompt": "blur", "cfg_scale": 0.7},
    {"model_name": "kling-v2-6", "cfg_scale": 0.5, "aspect_ratio": "16:9"},
    {"mode": "pro", "duration": "10", "external_task_id": "kw-1"},
    {"callback_url": "https://example.com/hook", "unknown_field": 1},
    {"image": picture(), "static_mask": picture(), "dynamic_masks": [BRUSH]},
    {"image_tail": IMAGE_URL, "mode": "pro"},
    {"model_name": "kling-v1-5", "mode": "pro", "camera_control": STEP},
    {"model_name": "kling-v3", "mode": "4k", "duration": "15", "sound": "on"},
    {"model_name": "kling-v3", "image_tail": IMAGE_URL, "sound": "on"},
    {
        "model_name": "kling-v2-6",
        "mode": "pro",
        "sound": "on",
        "voice_list": [{"voice_id": "a"}],
        "prompt": "<<<voice_1>>> hello",
        "watermark_info": [{"enabled": True}],
    },
    {
        "model_name": "kling-v3",
        "multi_shot": True,
        "shot_type": "customize",
        "element_list": [{"element_id": 12}],
        "multi_prompt": [
            {"index": 1, "prompt": "x", "duration": "2"},
            {"index": 2, "prompt": "y", "duration": "3"},
        ],
    },
]


@pytest.mark.parametrize(("fields", "text"), REFUSED)
async def test_refused(caller: Caller, fields: dict[str, Any], text: str) -> None:
    """What Kling does not take is refused with 1201 and no `data`."""
    answer = await caller.create(**fields)

    body = answer.json()
    assert (answer.status_code, body["code"]) == (400, 1201)
    assert text in body["message"]
    assert set(body) == {"code", "message", "request_id"}


@pytest.mark.parametrize("fields", TAKEN)
async def test_taken(caller: Caller, fields: dict[str, Any]) -> None:
    """What Kling takes, or passes over, is accepted."""
    answer = await caller.create(**fields)

    assert (answer.status_code, answer.json()["code"]) == (200, 0)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"a": NaN}', b"[" * 9999, b"\xff"])
async def test_no_json(caller: Caller, raw: bytes) -> None:
    """A body that is no JSON object is refused with 1200."""
    answer = await caller.http.post(CREATE, content=raw)

    assert (answer.status_code, answer.json()["code"]) == (400, 1200)


async def test_half_characters(caller: Caller) -> None:
    """Text with half a surrogate pair is refused, not stumbled over."""
    answer = await caller.http.post(CREATE, content=b'{"image": "\\ud800"}')

    assert answer.json()["code"] == 1200


async def test_unknown_model(caller: Caller) -> None:
    """A model that does not exist is refused with 404 and 1203."""
    assert await caller.refusal(model_name="kling-v9") == (
        404,
        1203,
        "model_name 'kling-v9' does not exist",
    )


async def test_refused_content(caller: Caller) -> None:
    """The documented trigger word is refused by the content policy."""
    assert (await caller.refusal(prompt="a #refused cat"))[:2] == (400, 1301)


async def test_a_repeated_own_id(caller: Caller) -> None:
    """A repeated `external_task_id` is refused, and makes nothing."""
    await caller.create(external_task_id="kw-1")

    assert await caller.refusal(external_task_id="kw-1") == (
        400,
        1201,
        "external_task_id 'kw-1' already exists",
    )


@pytest.fixture
def limited(tmp_path: Path, clock: Clock, limits: Switches) -> Caller:
    return connect(Simulator(tmp_path, speed=1, clock=clock, switches=limits), clock)


@pytest.mark.parametrize("limits", [Switches(concurrency=1)])
async def test_too_many_tasks(limited: Caller) -> None:
    """One task too many is refused with 1303 until another one is over."""
    async with limited.http:
        await limited.create()
        refusal = await limited.refusal()
        limited.pass_seconds(200)
        later = await limited.create()

    assert refusal == (429, 1303, "parallel task over resource pack limit")
    assert later.status_code == 200


async def test_a_wrong_path_is_a_web_page(caller: Caller) -> None:
    """A mistake in the path shows as HTML, as it does at the gateway."""
    answer = await caller.http.post("/v1/kling/image2video", json={})

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


async def test_a_body_beyond_reason(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A body larger than any request could be is refused."""
    monkeypatch.setattr(_desk, "MAX_BODY_BYTES", 1000)

    answer = await caller.create(prompt="a" * 1000)

    assert (answer.status_code, answer.json()["code"]) == (400, 1200)
