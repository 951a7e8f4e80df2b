"""Which parameters go together, and what would make a request valid."""

from __future__ import annotations

from dataclasses import fields as fields_of
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from kling_widgets.api import ImageToVideoRequest, check, models
from kling_widgets.api._check import DEFAULTS
from kling_widgets.errors import InputError

URL = "https://example.com/in.jpg"
MASK = {"mask": URL, "trajectories": [{"x": 1, "y": 2}, {"x": 3, "y": 4}]}
STILL = {"mask": URL, "trajectories": [{"x": 1, "y": 2}, {"x": 1, "y": 2}]}
ZOOM = {"type": "simple", "config": {"zoom": 1}}
SHOTS = [{"prompt": "a", "duration": "2"}, {"prompt": "b", "duration": "3"}]
V3 = {"model_name": "kling-v3"}
V26_PRO = {"model_name": "kling-v2-6", "mode": "pro"}
V15_PRO = {"model_name": "kling-v1-5", "mode": "pro"}


# what was asked for, the rule that it breaks, the field, and the change that mends it
ERRORS: list[tuple[dict[str, Any], str, str, dict[str, Any] | None]] = [
    ({"image": None}, "value", "image", None),
    ({"promt": "x"}, "unknown-parameter", "promt", {"promt": None}),
    (
        {"model_name": "kling-v2.6"},
        "model-known",
        "model_name",
        {"model_name": "kling-v2-6"},
    ),
    ({"mode": "4k"}, "mode-of-model", "mode", {"mode": "std"}),
    ({"duration": "7"}, "duration-of-model", "duration", {"duration": "5"}),
    ({"duration": "8"}, "duration-of-model", "duration", {"duration": "10"}),
    ({**V3, "duration": "2"}, "duration-of-model", "duration", {"duration": "3"}),
    (
        {**V15_PRO, "image_tail": URL, "static_mask": URL},
        "one-motion",
        "static_mask",
        {"static_mask": None, "dynamic_masks": None},
    ),
    (
        {**V15_PRO, "dynamic_masks": [MASK], "camera_control": ZOOM},
        "one-motion",
        "camera_control",
        {"camera_control": None},
    ),
    (
        {**V15_PRO, "image_tail": URL, "camera_control": ZOOM},
        "one-motion",
        "camera_control",
        {"camera_control": None},
    ),
    ({"image_tail": URL}, "feature-image_tail", "image_tail", {"mode": "pro"}),
    (
        {"image_tail": URL, "model_name": "kling-v1", "duration": "10"},
        "feature-image_tail",
        "image_tail",
        {"duration": "5"},
    ),
    (
        {"image_tail": URL, "model_name": "kling-v2-master"},
        "feature-image_tail",
        "image_tail",
        {"model_name": "kling-v2-6", "mode": "pro"},
    ),
    (
        {"dynamic_masks": [MASK]},
        "feature-motion_brush",
        "dynamic_masks",
        {"dynamic_masks": (), "static_mask": None},
    ),
    (
        {"static_mask": URL, "model_name": "kling-v1", "duration": "10"},
        "feature-motion_brush",
        "static_mask",
        {"duration": "5"},
    ),
    (
        {"camera_control": ZOOM},
        "feature-camera_control",
        "camera_control",
        {"camera_control": None},
    ),
    ({"sound": "on"}, "feature-sound", "sound", {"mode": "pro"}),
    (
        {**V26_PRO, "image_tail": URL, "sound": "on"},
        "silent-only",
        "image_tail",
        {"sound": "off", "voice_list": ()},
    ),
    (
        {**V15_PRO, "camera_control": {"type": "down_back"}},
        "camera-simple",
        "camera_control",
        {"camera_control": None},
    ),
    (
        {**V26_PRO, "voice_list": ["v"]},
        "voices-need-sound",
        "voice_list",
        {"sound": "on"},
    ),
    (
        {**V3, "sound": "on", "voice_list": ["v"]},
        "feature-voice_list",
        "voice_list",
        {"model_name": "kling-v2-6", "mode": "pro"},
    ),
    (
        {**V26_PRO, "sound": "on", "voice_list": ["v"], "element_list": [1]},
        "voices-or-elements",
        "element_list",
        {"element_list": ()},
    ),
    (
        {"element_list": [1]},
        "feature-element_list",
        "element_list",
        {"model_name": "kling-v3"},
    ),
    (
        {"multi_shot": True, "shot_type": "intelligence"},
        "feature-multi_shot",
        "multi_shot",
        {"model_name": "kling-v3"},
    ),
    ({**V3, "multi_prompt": SHOTS}, "shots-fit", "multi_shot", {"multi_shot": True}),
    (
        {**V3, "multi_shot": True},
        "shots-fit",
        "shot_type",
        {"shot_type": "intelligence"},
    ),
    (
        {**V3, "multi_shot": True, "shot_type": "customize"},
        "shots-fit",
        "multi_prompt",
        {"shot_type": "intelligence"},
    ),
    (
        {
            **V3,
            "multi_shot": True,
            "shot_type": "customize",
            "multi_prompt": SHOTS,
            "duration": "6",
        },
        "shots-fit",
        "multi_prompt",
        {"multi_prompt": ()},
    ),
]


@pytest.mark.parametrize(("asked", "rule", "field", "suggestion"), ERRORS)
def test_an_error(
    asked: dict[str, Any], rule: str, field: str, suggestion: dict[str, Any] | None
) -> None:
    """Each rule has its field, its sentence and its way out."""
    found = [f for f in check({"image": URL, **asked}) if f.is_error]

    assert (found[0].rule, found[0].field) == (rule, field)
    assert found[0].suggestion == suggestion
    if "image" not in asked and rule != "unknown-parameter":
        with pytest.raises(InputError) as caught:
            ImageToVideoRequest(URL, **asked)
        assert caught.value.field == field
        assert caught.value.suggestion == suggestion


WARNINGS: list[tuple[dict[str, Any], str, str]] = [
    ({"model_name": "kling-v1"}, "model-live", "model_name"),
    ({"model_name": "x", "allow_unknown_model": True}, "model-known", "model_name"),
    ({"model_name": "kling-v2-master", "mode": "pro"}, "mode-of-model", "mode"),
    ({"cfg_scale": 0.5}, "cfg-scale-of-model", "cfg_scale"),
    ({"prompt": "x" * 501}, "gateway-text-limit", "prompt"),
    ({"negative_prompt": "x" * 201}, "gateway-text-limit", "negative_prompt"),
    ({"prompt": "a\x07b"}, "text-plain", "prompt"),
    ({"prompt": "  "}, "prompt-given", "prompt"),
    ({**V26_PRO, "sound": "on", "voice_list": ["v"]}, "voices-in-prompt", "prompt"),
    ({**V15_PRO, "dynamic_masks": [STILL]}, "masks-move", "dynamic_masks"),
    ({"image": "http://e.com/a.png"}, "url-encrypted", "image"),
    ({"callback_url": "https://127.0.0.1/"}, "url-public", "callback_url"),
]


@pytest.mark.parametrize(("asked", "rule", "field"), WARNINGS)
def test_a_warning(asked: dict[str, Any], rule: str, field: str) -> None:
    """What is allowed is not refused, and still said."""
    found = check({"image": URL, **asked})

    assert not any(finding.is_error for finding in found)
    assert (rule, field) in {(finding.rule, finding.field) for finding in found}


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"image_tail": URL, **V26_PRO, "duration": "10"},
        {"image_tail": URL, **V3, "sound": "on", "duration": "3"},
        {**V26_PRO, "sound": "on", "voice_list": ["v"], "prompt": "<<<voice_1>>>"},
        {**V3, "mode": "4k", "sound": "on", "element_list": [1, 2, 3]},
        {
            **V3,
            "multi_shot": True,
            "shot_type": "customize",
            "multi_prompt": SHOTS,
            "image_tail": URL,
        },
    ],
)
def test_what_may_be_sent(asked: dict[str, Any]) -> None:
    """What the documents allow is not even warned about."""
    assert check({"image": URL, **asked}) == ()


def test_every_parameter_has_a_default_here_and_there() -> None:
    """`check` and the request know the same parameters with the same defaults."""
    declared = {f.name: f.default for f in fields_of(ImageToVideoRequest) if f.init}
    del declared["image"]

    assert {name: DEFAULTS[name] for name in declared} == declared
    assert set(DEFAULTS) == {*declared, "image"}


REQUESTS = st.fixed_dictionaries(
    {
        "image": st.just(URL),
        "model_name": st.sampled_from([*(m.name for m in models()), "kling-v4"]),
    },
    optional={
        "mode": st.sampled_from(["std", "pro", "4k", "hd"]),
        "duration": st.integers(1, 20).map(str),
        "image_tail": st.just(URL),
        "static_mask": st.just(URL),
        "dynamic_masks": st.just([MASK]),
        "camera_control": st.sampled_from([ZOOM, {"type": "forward_up"}]),
        "cfg_scale": st.floats(-1, 2),
        "sound": st.sampled_from(["on", "off"]),
        "voice_list": st.just(["v"]),
        "element_list": st.just([1]),
        "multi_shot": st.booleans(),
        "shot_type": st.sampled_from(["customize", "intelligence"]),
        "multi_prompt": st.just(SHOTS),
        "prompt": st.sampled_from(["", "x" * 3000]),
        "promt": st.just("x"),
    },
)


@settings(max_examples=200, deadline=None)
@given(REQUESTS)
def test_following_suggestions_ends(asked: dict[str, Any]) -> None:
    """Mending error after error ends, in few steps, with a request that can be sent."""
    for _ in range(25):
        errors = [finding for finding in check(asked) if finding.is_error]
        if not errors:
            break
        asked = errors[0].mend(asked)

    assert ImageToVideoRequest(**asked).to_json()["image"] == URL
