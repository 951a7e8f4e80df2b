"""Every row of the parameter table: what is given, and what the wire gets."""

from __future__ import annotations

import json
from dataclasses import fields as fields_of
from typing import Any

import pytest

from kling_widgets.api import ImageToVideoRequest, Shot
from kling_widgets.errors import InputError

URL = "https://example.com/in.jpg"
WAY = [{"x": 1, "y": 2}, {"x": 3, "y": 4}]
V1 = {"model_name": "kling-v1"}
V15_PRO = {"model_name": "kling-v1-5", "mode": "pro"}
V26_PRO = {"model_name": "kling-v2-6", "mode": "pro"}
V3 = {"model_name": "kling-v3"}
SHOTS = {"multi_shot": True, "shot_type": "customize"}
SHOT = {"prompt": "a", "duration": "5"}
CAMERA = dict.fromkeys(("horizontal", "vertical", "pan", "tilt", "roll"), 0)

# the parameter, what a person may give, the wire's form, what else it needs
TABLE: list[tuple[str, Any, Any, dict[str, Any]]] = [
    ("model_name", "KLING-V3", "kling-v3", {}),
    ("image", URL, URL, {}),
    ("image_tail", URL, URL, V26_PRO),
    ("prompt", " a cat ", "a cat", {}),
    ("negative_prompt", "x" * 2500, "x" * 2500, {}),
    ("cfg_scale", 0, 0.0, V1),
    ("mode", "Pro", "pro", {}),
    ("duration", 10, "10", {}),
    ("duration", 5.0, "5", {}),
    ("static_mask", URL, URL, V1),
    (
        "dynamic_masks",
        [{"mask": URL, "trajectories": WAY}] * 6,
        [{"mask": URL, "trajectories": WAY}] * 6,
        V1,
    ),
    (
        "camera_control",
        {"config": {"zoom": -10}},
        {"type": "simple", "config": {**CAMERA, "zoom": -10}},
        V15_PRO,
    ),
    ("sound", True, "on", V26_PRO),
    ("voice_list", ["v"], [{"voice_id": "v"}], {**V26_PRO, "sound": "on"}),
    ("element_list", [7, "e"], [{"element_id": 7}, {"element_id": "e"}], V3),
    ("multi_shot", True, True, {**V3, "shot_type": "intelligence"}),
    ("shot_type", "intelligence", "intelligence", {**V3, "multi_shot": True}),
    ("multi_prompt", [SHOT], [{"index": 1, **SHOT}], {**V3, **SHOTS}),
    ("multi_prompt", [Shot(**SHOT)], [{"index": 1, **SHOT}], {**V3, **SHOTS}),
    ("watermark_info", True, {"enabled": True}, {}),
    ("callback_url", "https://me.example/cb", "https://me.example/cb", {}),
    ("external_task_id", "run-7f3a_1", "run-7f3a_1", {}),
]


def test_no_parameter_is_missing() -> None:
    """The table has every field of a request that is sent."""
    declared = {f.name for f in fields_of(ImageToVideoRequest) if f.init}

    assert {row[0] for row in TABLE} == declared - {"allow_unknown_model"}


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_a_parameter(row: tuple[str, Any, Any, dict[str, Any]]) -> None:
    """Each parameter reaches the wire in the type that the wire wants."""
    name, given, expected, needs = row

    wire = ImageToVideoRequest(**{"image": URL, **needs, name: given}).to_json()

    assert wire[name] == expected
    assert type(wire[name]) is type(expected)
    assert json.loads(json.dumps(wire, allow_nan=False)) == wire


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
@pytest.mark.parametrize("empty", [None, "", "  ", (), []])
def test_an_empty_parameter(
    row: tuple[str, Any, Any, dict[str, Any]], empty: Any
) -> None:
    """What is left empty is left out, unless a request makes no sense without it."""
    name = row[0]
    if name in {"image", "model_name", "duration"}:
        with pytest.raises(InputError):
            ImageToVideoRequest(**{"image": URL, name: empty})
        return

    wire = ImageToVideoRequest(**{"image": URL, name: empty}).to_json()

    assert wire == ImageToVideoRequest(URL).to_json()


@pytest.mark.parametrize("name", ["aspect_ratio", "seed"])
def test_what_the_table_does_not_have(name: str) -> None:
    """Two parameters that others have are refused with the reason."""
    with pytest.raises(InputError, match=f"unknown parameter '{name}'"):
        ImageToVideoRequest(URL, **{name: "1"})  # type: ignore[arg-type]
