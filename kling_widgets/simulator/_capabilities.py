"""What a model can do: the matrix, and the parts that exclude each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._catalogue import SILENT, SOUND, VOICE
from ._refusal import BAD_VALUE, Refusal, bad_value

if TYPE_CHECKING:
    from ._order import Order


def check_matrix(order: Order) -> None:
    """Refuse a mode, duration or feature that the model does not have."""
    model, mode, duration = order.model, order.mode, order.duration
    if mode not in model.modes:
        raise Refusal(BAD_VALUE, f"model/mode({model.name}/{mode}) is not supported")
    if duration not in model.durations:
        raise Refusal(BAD_VALUE, f"{_full_name(order)} is not supported")
    _check_motion(order)
    _check_sound(order)
    _check_shots(order)


def _check_motion(order: Order) -> None:
    cell = (order.mode, order.duration)
    features = {
        "image_tail": order.model.tail,
        "static_mask": order.model.brush,
        "dynamic_masks": order.model.brush,
        "camera_control": order.model.camera,
    }
    for field, cells in features.items():
        if order.get(field) and cell not in cells:
            raise _unsupported(_full_name(order), field)
    control = order.get("camera_control")
    if control and control["type"] != "simple":
        raise bad_value("camera_control.type", control["type"])


def _check_sound(order: Order) -> None:
    model, mode = order.model, order.mode
    name = f"model/mode({model.name}/{mode})"
    wants_sound = order.get("sound") == "on"
    if wants_sound and not model.can_be_heard(mode, SOUND):
        raise _unsupported(name, "sound on")
    if order.get("voice_list") and not model.can_be_heard(mode, VOICE):
        raise _unsupported(name, "voice_list")
    if wants_sound and order.get("image_tail") and not model.several_shots:
        raise _unsupported(_full_name(order), "image_tail and sound on")


def _check_shots(order: Order) -> None:
    for field in ("multi_shot", "multi_prompt", "element_list"):
        if order.get(field) and not order.model.several_shots:
            raise _unsupported(f"model({order.model.name})", field)


def check_exclusions(order: Order) -> None:
    """Refuse parts that cannot be in one request, or that lack each other."""
    ways = {
        "image_tail": order.get("image_tail"),
        "static_mask/dynamic_masks": order.has_brush,
        "camera_control": order.get("camera_control"),
    }
    _at_most_one(ways)
    lists = ("voice_list", "element_list")
    _at_most_one({field: order.get(field) for field in lists})
    if order.get("voice_list") and order.heard == SILENT:
        raise Refusal(BAD_VALUE, "voice_list is not supported with sound off")
    _check_shot_times(order)


def _at_most_one(parts: dict[str, Any]) -> None:
    given = [name for name, value in parts.items() if value]
    if len(given) > 1:
        raise Refusal(BAD_VALUE, f"{given[0]} is not supported with {given[1]}")


def _check_shot_times(order: Order) -> None:
    shots = order.get("multi_prompt") or []
    total = sum(int(shot["duration"]) for shot in shots)
    if shots and total != int(order.duration):
        raise bad_value("multi_prompt.duration", total)


def _full_name(order: Order) -> str:
    return f"model/mode/duration({order.model.name}/{order.mode}/{order.duration})"


def _unsupported(name: str, feature: str) -> Refusal:
    return Refusal(BAD_VALUE, f"{name} is not supported with {feature}")
