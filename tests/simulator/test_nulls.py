"""Null is the same as absent: Kling's own client sends it for all that is unset."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import av
import pytest

from tests.simulator._pictures import picture

if TYPE_CHECKING:
    from tests.simulator._caller import Caller

pytestmark = pytest.mark.anyio

OPTIONAL = (
    "model_name",
    "image_tail",
    "prompt",
    "negative_prompt",
    "cfg_scale",
    "mode",
    "duration",
    "static_mask",
    "dynamic_masks",
    "camera_control",
    "sound",
    "voice_list",
    "element_list",
    "multi_shot",
    "shot_type",
    "multi_prompt",
    "watermark_info",
    "callback_url",
    "external_task_id",
)


def seconds_of(clip: bytes) -> float:
    """Decode a clip whole, and return how long it is."""
    container: Any = av.open(io.BytesIO(clip))
    with container:
        frames = sum(1 for _ in container.decode(video=0))
        return float(frames / container.streams.video[0].average_rate)


@pytest.mark.parametrize("field", OPTIONAL)
async def test_one_null(caller: Caller, field: str) -> None:
    """A field that is null alone leads to the task that comes without it."""
    fields: dict[str, Any] = {"model_name": "kling-v3", "mode": "pro", "duration": "10"}
    without = {name: value for name, value in fields.items() if name != field}
    tasks = [
        await caller.created(**(fields | {field: None})),
        await caller.created(**without),
    ]
    caller.pass_seconds(600)

    null, absent = [await caller.state(task_id) for task_id in tasks]
    for state in (null, absent):
        state["task_result"]["videos"][0] = state["task_result"]["videos"][0][
            "duration"
        ]
        del state["task_id"], state["updated_at"]
    assert null == absent


async def test_nothing_but_nulls(caller: Caller) -> None:
    """A request with every optional field null ends in a clip of five seconds."""
    nulls: dict[str, Any] = dict.fromkeys(OPTIONAL)
    task_id = await caller.created(image=picture(), **nulls)
    caller.pass_seconds(200)

    answer = await caller.http.get(f"/files/{task_id}.mp4")

    assert seconds_of(answer.content) == 5
