"""What excludes and what needs what: refused by us, and by the simulator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contract._shop import V1, V1_5, V2_6, V3, found, wire
from tests.contract._table import Table
from tests.simulator._caller import IMAGE_URL
from tests.simulator._pictures import picture

if TYPE_CHECKING:
    from tests.contract._shop import Shop
    from tests.contract._table import Row

TABLE = Table("2.3")
POINTS = [{"x": 279, "y": 219}, {"x": 417, "y": 65}]
CAMERA = {"type": "simple", "config": {"zoom": 5}}


def group(mask: str) -> dict[str, Any]:
    return {"mask": mask, "trajectories": POINTS}


@TABLE.row("only one of { image_tail }", "a second way to move is refused")
def _(shop: Shop) -> None:
    tail, mask = {"image_tail": IMAGE_URL}, {"static_mask": picture()}
    camera = {"camera_control": CAMERA}
    for pair in ({**tail, **mask}, {**tail, **camera}, {**mask, **camera}):
        assert "one-motion" in found(**V1_5, **pair)
        status, code, message = shop.create(**V1_5, **pair)
        assert (status, code) == (400, 1201)
        assert "is not supported with" in message


@TABLE.row("image_tail without image", "image is required, as on CometAPI")
def _(shop: Shop) -> None:
    assert found(**V2_6, image=None, image_tail=IMAGE_URL)["value"] == "image: error"
    refused = shop.create(**V2_6, image=None, image_tail=IMAGE_URL)
    assert refused == (400, 1201, "image can not be null")


@TABLE.row("v2-6: image_tail only when silent", "a tail with sound is refused")
def _(shop: Shop) -> None:
    asked = {**V2_6, "image_tail": IMAGE_URL}
    assert "silent-only" in found(**asked, sound="on")
    assert shop.create(**asked, sound="on")[1] == 1201
    assert wire(**asked, sound="off")["sound"] == "off"
    assert shop.create(**asked, sound="off")[1] == 0
    assert shop.create(**{**asked, "mode": "std"})[1] == 1201


@TABLE.row('v2-6: sound:"on" only pro', "sound in std is refused")
def _(shop: Shop) -> None:
    std = {**V2_6, "mode": "std", "sound": "on"}
    assert "feature-sound" in found(**std)
    assert shop.create(**std)[1] == 1201
    assert shop.create(**V2_6, sound="on")[1] == 0


@TABLE.row('voice_list ⇒ sound:"on"', "voices need sound, and no elements beside")
def _(shop: Shop) -> None:
    assert "voices-need-sound" in found(**V2_6, voice_list=["v"])
    assert shop.create(**V2_6, voice_list=[{"voice_id": "v"}])[1] == 1201
    both = found(**V3, sound="on", voice_list=["v"], element_list=["e"])
    assert both["voices-or-elements"] == "element_list: error"


@TABLE.row("all masks share one resolution", "accepted, and the task fails late")
def _(shop: Shop) -> None:
    masks = [group(picture(400, 300)), group(picture(800, 600))]
    data = shop.finished(**V1, image=picture(400, 300), dynamic_masks=masks)
    assert data["task_status"] == "failed"
    assert "resolutions" in data["task_status_msg"]
    masks = [group(picture(800, 600))]
    data = shop.finished(**V1, image=picture(400, 300), dynamic_masks=masks)
    assert data["task_status"] == "succeed"
    shop.switch(masks="resolution")
    data = shop.finished(**V1, image=picture(400, 300), dynamic_masks=masks)
    assert "resolution" in data["task_status_msg"]


@pytest.mark.parametrize("row", TABLE.cases())
def test_a_rule(row: Row, shop: Shop) -> None:
    """What is said of the rule is so."""
    row.check(shop)
