"""A request checks itself, and becomes the JSON that the wire wants."""

from __future__ import annotations

import base64
import copy
import dataclasses
import inspect
import pickle
from types import SimpleNamespace
from typing import Any

import pytest

from kling_widgets.api import CameraControl, DynamicMask, ImageToVideoRequest, Point
from kling_widgets.errors import InputError

URL = "https://example.com/in.jpg"
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(300)).decode()
WAY = [{"x": 279, "y": 219}, {"x": 417, "y": 65}]


def test_the_smallest_request() -> None:
    """A picture is enough; model, mode and duration are said explicitly."""
    wire = ImageToVideoRequest(URL).to_json()

    assert wire == {
        "image": URL,
        "model_name": "kling-v2-6",
        "mode": "std",
        "duration": "5",
    }


def test_a_request_with_motion_brush() -> None:
    """The documented example of the motion brush comes out as documented."""
    request = ImageToVideoRequest(
        URL,
        model_name="kling-v1",
        mode="pro",
        cfg_scale=0.5,
        prompt="the astronaut stands up and walks away",
        static_mask="https://e.com/static.png",
        dynamic_masks=[{"mask": "https://e.com/dyn0.png", "trajectories": WAY}],  # type: ignore[arg-type]
        external_task_id="run-7f3a-0001",
        callback_url="https://me.example/cb",
    )

    assert request.to_json() == {
        "image": URL,
        "model_name": "kling-v1",
        "mode": "pro",
        "duration": "5",
        "cfg_scale": 0.5,
        "prompt": "the astronaut stands up and walks away",
        "static_mask": "https://e.com/static.png",
        "dynamic_masks": [{"mask": "https://e.com/dyn0.png", "trajectories": WAY}],
        "external_task_id": "run-7f3a-0001",
        "callback_url": "https://me.example/cb",
    }


def test_fields_beyond_cometapis_page() -> None:
    """What CometAPI's page does not list is sent in Kling's form."""
    request = ImageToVideoRequest(
        URL,
        model_name="kling-v3",
        duration="9",
        sound=True,  # type: ignore[arg-type]
        element_list=[{"element_id": 7}],  # type: ignore[arg-type]
        multi_shot=True,
        shot_type="customize",
        multi_prompt=[  # type: ignore[arg-type]
            {"prompt": "a door", "duration": 4},
            {"index": 2, "prompt": "a room", "duration": "5"},
        ],
        watermark_info={"enabled": True},  # type: ignore[arg-type]
    )

    assert request.to_json() == {
        "image": URL,
        "model_name": "kling-v3",
        "mode": "std",
        "duration": "9",
        "sound": "on",
        "element_list": [{"element_id": 7}],
        "multi_shot": True,
        "shot_type": "customize",
        "multi_prompt": [
            {"index": 1, "prompt": "a door", "duration": "4"},
            {"index": 2, "prompt": "a room", "duration": "5"},
        ],
        "watermark_info": {"enabled": True},
    }


def test_voices() -> None:
    """Voices go as objects, beside the sound that they need."""
    request = ImageToVideoRequest(
        URL, mode="pro", sound="on", voice_list=("v1",), prompt="<<<voice_1>>> hello"
    )

    assert request.to_json()["voice_list"] == [{"voice_id": "v1"}]


def test_the_camera_moves_along_one_axis() -> None:
    """A camera goes with all six axes, as in Kling's own examples."""
    request = ImageToVideoRequest(
        URL, model_name="kling-v1-5", mode="pro", camera_control=CameraControl(zoom=3)
    )

    assert request.to_json()["camera_control"] == {
        "type": "simple",
        "config": {
            "horizontal": 0,
            "vertical": 0,
            "pan": 0,
            "tilt": 0,
            "roll": 0,
            "zoom": 3,
        },
    }


@pytest.mark.parametrize(
    "given",
    [
        PNG,
        f"data:image/png;base64,{PNG}",
        f"  {PNG[:40]}\n{PNG[40:]} ",
        PNG.replace("+", "-").replace("/", "_").rstrip("="),
        SimpleNamespace(wire=PNG),
    ],
)
def test_base64_becomes_raw(given: Any) -> None:
    """Prefix, spaces, the other alphabet and missing padding are mended."""
    assert ImageToVideoRequest(given).image == PNG


def test_the_signature_is_the_fields() -> None:
    """Editors see the fields, and `image` is the only positional one."""
    parameters = inspect.signature(ImageToVideoRequest).parameters

    positional = [p.name for p in parameters.values() if p.kind is not p.KEYWORD_ONLY]

    assert positional == ["image"]
    assert "negative_prompt" in parameters


def test_a_request_is_a_value() -> None:
    """It can be copied, pickled, hashed and replaced, and never changed."""
    request = ImageToVideoRequest(URL, prompt="x", cfg_scale=0.0)

    assert pickle.loads(pickle.dumps(request)) == request
    assert copy.deepcopy(request) == request
    assert hash(dataclasses.replace(request)) == hash(request)
    assert dataclasses.replace(request, prompt="y").prompt == "y"
    with pytest.raises(dataclasses.FrozenInstanceError):
        request.prompt = "z"  # type: ignore[misc]


def test_replacing_checks_again() -> None:
    """A replaced field goes through the same checks."""
    with pytest.raises(InputError, match="duration: '7'"):
        dataclasses.replace(ImageToVideoRequest(URL), duration="7")


def test_the_repr_shows_no_picture() -> None:
    """Of a picture only the size is shown, and of a URL no query."""
    mask = DynamicMask(mask=PNG, trajectories=(Point(1, 2), Point(3, 4)))
    request = ImageToVideoRequest(
        f"{URL}?Signature=abc", model_name="kling-v1", dynamic_masks=(mask,)
    )

    shown = repr(request) + repr(ImageToVideoRequest(PNG))

    assert "Signature" not in shown
    assert PNG[:20] not in shown
    assert "image=<base64, 0 kB>" in shown


@pytest.mark.parametrize(
    ("fields", "warning"),
    [
        ({"prompt": " "}, "prompt: empty; Kling then chooses the motion by itself."),
        ({"prompt": "x" * 501}, "prompt: 501 characters; CometAPI's page says 500"),
        ({"negative_prompt": "x" * 201}, "negative_prompt: 201 characters; CometAPI"),
        ({"prompt": "a\x00b"}, "prompt: invisible control characters were removed."),
        ({"prompt": "a\u202eb"}, "prompt: invisible control characters were removed."),
        ({"cfg_scale": 0.5}, "cfg_scale: kling-v2-6 does not take it; it is left out."),
        ({"model_name": "kling-v2-master", "mode": "pro"}, "mode: kling-v2-master"),
        ({"model_name": "kling-v1"}, "model_name: kling-v1 is reported withdrawn"),
        ({"callback_url": "http://127.0.0.1:9/"}, "callback_url: the URL is not enc"),
        ({"model_name": "kling-v9", "allow_unknown_model": True}, "model_name: 'kling"),
    ],
)
def test_warnings(fields: dict[str, Any], warning: str) -> None:
    """What is allowed and yet worth a look is said as a sentence."""
    request = ImageToVideoRequest(URL, **fields)

    assert any(text.startswith(warning) for text in request.warnings)


def test_what_the_model_does_not_take_is_left_out() -> None:
    """The v2 models get no cfg_scale, the masters no mode."""
    request = ImageToVideoRequest(
        URL, model_name="kling-v2-master", mode="pro", cfg_scale=0.5
    )

    assert request.to_json() == {
        "image": URL,
        "model_name": "kling-v2-master",
        "duration": "5",
    }


def test_an_unknown_model_is_sent_as_asked() -> None:
    """With allow_unknown_model, mode and duration go out unchecked."""
    request = ImageToVideoRequest(
        URL,
        model_name="kling-v9",
        mode="ultra",
        duration="7",
        allow_unknown_model=True,
    )

    assert request.to_json() == {
        "image": URL,
        "model_name": "kling-v9",
        "mode": "ultra",
        "duration": "7",
    }


def test_directions_stay_in_right_to_left_text() -> None:
    """Direction marks are removed only where nothing runs from right to left."""
    text = "\u2067\u05e9\u05dc\u05d5\u05dd\u2069"

    assert ImageToVideoRequest(URL, prompt=text).prompt == text


def test_a_family_emoji_stays_whole() -> None:
    """Joined emoji are counted in code points and left alone."""
    family = "👩\u200d👩\u200d👧"

    assert ImageToVideoRequest(URL, prompt=family).prompt == family
