"""Every field of a request: what our client sends, and what the simulator takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.api import flip
from kling_widgets.errors import InputError
from tests.contract._shop import V1, V1_5, V2_6, V3, found, wire
from tests.contract._table import Table
from tests.simulator._caller import IMAGE_URL, OWN_CREATE
from tests.simulator._pictures import picture

if TYPE_CHECKING:
    from tests.contract._shop import Shop
    from tests.contract._table import Row

TABLE = Table("2.1")
POINTS = [{"x": 279, "y": 219}, {"x": 417, "y": 65}]
GROUP = {"mask": picture(), "trajectories": POINTS}
CAMERA = {"type": "simple", "config": {"zoom": 5}}
SHOTS = [
    {"index": 1, "prompt": "a door", "duration": "2"},
    {"index": 2, "prompt": "a sea", "duration": "3"},
]
NOT_BASE64 = "File is not in a valid base64 format"


@TABLE.row("model_name", "always sent; Kling's own default is v1, ours a live model")
def _(shop: Shop) -> None:
    assert wire()["model_name"] == "kling-v2-6"
    assert found(model_name="kling-v9") == {"model-known": "model_name: error"}
    assert wire(model_name="kling-v9", allow_unknown_model=True)["model_name"]
    assert shop.create(model_name="kling-v2-5")[:2] == (404, 1203)
    with pytest.raises(InputError, match="Did you mean 'model_name'"):
        wire(model="kling-v2-6")


@TABLE.row("image", "required; prefix taken off; form, size and shape checked")
def _(shop: Shop) -> None:
    assert wire(image=f"data:image/png;base64,{picture()}")["image"] == picture()
    assert found(image=None) == {"value": "image: error"}
    assert shop.create(image=None) == (400, 1201, "image can not be null")
    assert shop.create(image="data:image/png;base64,AAAA")[2] == NOT_BASE64
    assert shop.create(image=picture(299, 400))[2] == "Image pixel is invalid"
    assert shop.create(image=picture(1000, 300))[1] == 1201
    assert shop.create(image=picture())[1] == 0


@TABLE.row("image_tail", "sent where the model takes it, refused elsewhere")
def _(shop: Shop) -> None:
    assert wire(**V2_6, image_tail=IMAGE_URL)["image_tail"] == IMAGE_URL
    assert found(image_tail=IMAGE_URL) == {"feature-image_tail": "image_tail: error"}
    assert shop.create(**V2_6, image_tail=picture(200, 200))[1] == 1201
    assert shop.create(**V2_6, image_tail=IMAGE_URL)[1] == 0


@TABLE.row("prompt", "up to 2,500 characters; above 500 a warning")
def _(shop: Shop) -> None:
    assert found(prompt="x" * 501) == {"gateway-text-limit": "prompt: warning"}
    assert found(prompt="x" * 2501) == {"value": "prompt: error"}
    assert shop.create(prompt="x" * 2500)[1] == 0
    assert shop.create(prompt="x" * 2501)[1] == 1201
    shop.switch(prompt_limit=500)
    assert shop.create(prompt="x" * 501)[1] == 1201


@TABLE.row("negative_prompt", "up to 2,500 characters; above 200 a warning")
def _(shop: Shop) -> None:
    warned = {"gateway-text-limit": "negative_prompt: warning"}
    assert found(negative_prompt="x" * 201) == warned
    assert found(negative_prompt="x" * 2501) == {"value": "negative_prompt: error"}
    shop.switch(negative_prompt_limit=200)
    assert shop.create(negative_prompt="x" * 201)[1] == 1201


@TABLE.row("cfg_scale", "a number from 0 to 1; left out for models that lack it")
def _(shop: Shop) -> None:
    assert wire(**V1, cfg_scale=0.5)["cfg_scale"] == 0.5
    assert "cfg_scale" not in wire(**V2_6, cfg_scale=0.5)
    assert found(**V1, cfg_scale=1.5)["value"] == "cfg_scale: error"
    assert shop.create(cfg_scale="0.5")[1] == 1201


@TABLE.row("mode", "sent by name; left out for models that have none")
def _(shop: Shop) -> None:
    assert (wire()["mode"], wire(**V3, mode="4k")["mode"]) == ("std", "4k")
    assert "mode" not in wire(model_name="kling-v2-master", mode="pro")
    assert found(mode="4k") == {"mode-of-model": "mode: error"}
    assert shop.create(**V3, mode="4k")[1] == 0
    assert (
        shop.create(mode="master")[2] == "model/mode(kling-v1/master) is not supported"
    )


@TABLE.row("duration", "text on the wire, whatever kind of number was given")
def _(shop: Shop) -> None:
    assert (wire(duration=10)["duration"], wire()["duration"]) == ("10", "5")
    assert wire(**V3, duration=15)["duration"] == "15"
    assert found(duration="7") == {"duration-of-model": "duration: error"}
    assert shop.create(duration=5) == (400, 1201, "duration value '5' is invalid")
    assert shop.create(duration="8")[1] == 1201


@TABLE.row("static_mask", "sent like a picture; a wrong shape fails the task, late")
def _(shop: Shop) -> None:
    assert wire(**V1, static_mask=picture())["static_mask"] == picture()
    wrong = {"image": picture(400, 300), "static_mask": picture(400, 400)}
    data = shop.finished(**V1, **wrong)
    assert data["task_status"] == "failed"
    assert "aspect ratio" in data["task_status_msg"]


@TABLE.row("dynamic_masks", "an array of up to six groups")
def _(shop: Shop) -> None:
    assert wire(**V1, dynamic_masks=[GROUP])["dynamic_masks"] == [GROUP]
    assert found(**V1, dynamic_masks=[GROUP] * 7)["value"] == "dynamic_masks: error"
    assert shop.create(**V1, dynamic_masks=[GROUP])[1] == 0
    assert shop.create(**V1, dynamic_masks=[GROUP] * 7)[1] == 1201
    assert shop.create(**V1, dynamic_masks={"mask": picture()})[1] == 1201


@TABLE.row("…trajectories", "2 to 77 points; y is turned in one place")
def _(shop: Shop) -> None:
    assert flip([(0, 0), (3, 9)], height=10) == ((0, 9), (3, 0))
    for count in (1, 78):
        path = [{"x": n, "y": n} for n in range(count)]
        masks = [{"mask": picture(), "trajectories": path}]
        assert found(**V1, dynamic_masks=masks)["value"] == "dynamic_masks: error"
        assert shop.create(**V1, dynamic_masks=masks)[1] == 1201


@TABLE.row("camera_control", "sent for the one model that has it, one axis only")
def _(shop: Shop) -> None:
    sent = wire(**V1_5, camera_control=CAMERA)["camera_control"]
    assert (sent["type"], sent["config"]["zoom"]) == ("simple", 5)
    assert "feature-camera_control" in found(camera_control=CAMERA)
    assert shop.create(**V1_5, camera_control=CAMERA)[1] == 0
    two = {"type": "simple", "config": {"zoom": 5, "pan": 1}}
    assert found(**V1_5, camera_control=two)["value"] == "camera_control: error"
    assert shop.create(**V1_5, camera_control=two)[1] == 1201


@TABLE.row("sound", '"on" or "off", or a bool; where the model can be heard')
def _(shop: Shop) -> None:
    assert wire(**V2_6, sound=True)["sound"] == "on"
    assert found(sound="on") == {"feature-sound": "sound: error"}
    refused = shop.create(model_name="kling-v2-6", sound="on")
    assert refused[2] == "model/mode(kling-v2-6/std) is not supported with sound on"
    assert shop.create(**V2_6, sound=True)[1] == 1201


@TABLE.row("voice_list", "up to two ids, with sound, named in the prompt")
def _(shop: Shop) -> None:
    asked = {**V2_6, "sound": "on", "prompt": "<<<voice_1>>> says hello"}
    assert wire(**asked, voice_list=["v1"])["voice_list"] == [{"voice_id": "v1"}]
    assert found(**asked, voice_list=["a", "b", "c"])["value"] == "voice_list: error"
    voices = [{"voice_id": "v1"}]
    assert shop.create(**asked, voice_list=voices)[1] == 0
    assert shop.create(**V3, sound="on", voice_list=voices)[1] == 1201


@TABLE.row("element_list", "up to three ids, for kling-v3")
def _(shop: Shop) -> None:
    assert wire(**V3, element_list=[7])["element_list"] == [{"element_id": 7}]
    assert found(**V3, element_list=[1, 2, 3, 4])["value"] == "element_list: error"
    assert "feature-element_list" in found(element_list=[7])
    assert shop.create(**V3, element_list=[{"element_id": 7}])[1] == 0


@TABLE.row("multi_shot / shot_type / multi_prompt", "shots that fill the clip")
def _(shop: Shop) -> None:
    asked: dict[str, Any] = {**V3, "multi_shot": True, "shot_type": "customize"}
    assert wire(**asked, multi_prompt=SHOTS)["multi_prompt"] == SHOTS
    assert "shots-fit" in found(**asked, multi_prompt=SHOTS, duration="6")
    assert shop.create(**asked, multi_prompt=SHOTS)[1] == 0
    assert shop.create(**asked, multi_prompt=SHOTS, duration="6")[1] == 1201
    assert shop.create(**asked, multi_prompt=SHOTS, image_tail=IMAGE_URL)[1] == 0


@TABLE.row("watermark_info", "an object; the simulator takes the array as well")
def _(shop: Shop) -> None:
    assert wire(watermark_info=True)["watermark_info"] == {"enabled": True}
    assert shop.create(watermark_info=[{"enabled": True}])[1] == 0
    video = shop.finished(watermark_info={"enabled": True})["task_result"]["videos"][0]
    assert video["watermark_url"]


@TABLE.row("callback_url", "checked and sent; a private address gets a warning")
def _(shop: Shop) -> None:
    hook = "https://me.example/cb"
    assert wire(callback_url=hook)["callback_url"] == hook
    warned = found(callback_url="https://127.0.0.1/cb")
    assert warned == {"url-public": "callback_url: warning"}
    assert found(callback_url="ftp://me")["value"] == "callback_url: error"
    assert shop.create(callback_url=1)[1] == 1201


@TABLE.row("external_task_id", "sent, echoed, refused twice, and good for a query")
def _(shop: Shop) -> None:
    assert wire(external_task_id="run-1")["external_task_id"] == "run-1"
    data = shop.made(OWN_CREATE, external_task_id="run-1")
    assert data["task_info"] == {"external_task_id": "run-1"}
    assert "already exists" in shop.create(external_task_id="run-1")[2]
    assert shop.told("run-1")["data"]["task_id"] == data["task_id"]


@TABLE.row(
    "aspect_ratio", "refused by us with the reason, passed over by the simulator"
)
def _(shop: Shop) -> None:
    with pytest.raises(InputError, match="has the shape of the picture"):
        wire(aspect_ratio="16:9")
    assert shop.create(aspect_ratio="16:9")[1] == 0


@TABLE.row("seed", "refused by us with the reason, passed over by the simulator")
def _(shop: Shop) -> None:
    with pytest.raises(InputError, match="image-to-video has none"):
        wire(seed=1)
    assert shop.create(seed=1)[1] == 0


@pytest.mark.parametrize("row", TABLE.cases())
def test_a_field(row: Row, shop: Shop) -> None:
    """What is said of the field is so."""
    row.check(shop)
