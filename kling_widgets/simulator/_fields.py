"""The form of each field: type, enumeration, range, count."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ._addresses import is_address
from ._catalogue import KNOWN_DURATIONS, KNOWN_MODES
from ._pictures import check_form
from ._refusal import bad_value

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from ._order import Order
    from ._switches import Switches

MAX_MASKS = 6
MIN_POINTS, MAX_POINTS = 2, 77
MAX_VOICES, MAX_ELEMENTS, MAX_SHOTS = 2, 3, 6
MAX_SHOT_PROMPT_CHARS = 512
MAX_CAMERA_STEP = 10
MIN_INTEGER, MAX_INTEGER = -(1 << 63), (1 << 63) - 1
CAMERA_TYPES = (
    "simple",
    "down_back",
    "forward_up",
    "right_turn_forward",
    "left_turn_forward",
)
CAMERA_AXES = ("horizontal", "vertical", "pan", "tilt", "roll", "zoom")


def check_choices(order: Order) -> None:
    """Refuse values outside the enumerations that hold for every model."""
    _one_of(order, "mode", KNOWN_MODES)
    _one_of(order, "duration", KNOWN_DURATIONS)
    _one_of(order, "sound", ("on", "off"))
    _one_of(order, "shot_type", ("customize", "intelligence"))


def _one_of(order: Order, field: str, choices: Collection[str]) -> None:
    value = order.get(field)
    if value is not None and not (isinstance(value, str) and value in choices):
        raise bad_value(field, value)


def check_texts(order: Order, switches: Switches) -> None:
    """Refuse texts that are no strings or too long."""
    limits = {
        "prompt": switches.prompt_limit,
        "negative_prompt": switches.negative_prompt_limit,
    }
    for field, limit in limits.items():
        value = order.get(field)
        if value is None:
            continue
        if not isinstance(value, str) or len(value) > limit:
            raise bad_value(field, value)


def check_scale(order: Order) -> None:
    """Refuse a `cfg_scale` that is no number from 0 to 1."""
    value = order.get("cfg_scale")
    if value is not None and not (_is_number(value) and 0 <= value <= 1):
        raise bad_value("cfg_scale", value)


def check_addresses(order: Order) -> None:
    """Refuse an own id that is no text, and a callback address that is none."""
    external = order.get("external_task_id")
    if external is not None and not _is_id(external):
        raise bad_value("external_task_id", external)
    callback = order.get("callback_url")
    if callback is not None and not is_address(callback):
        raise bad_value("callback_url", callback)


def check_masks(order: Order) -> None:
    """Refuse masks that are no pictures, and paths that are no paths."""
    static = order.get("static_mask")
    if static is not None:
        check_form("static_mask", static)
    for group in _list(order, "dynamic_masks", MAX_MASKS):
        if not isinstance(group, Mapping):
            raise bad_value("dynamic_masks", group)
        check_form("dynamic_masks.mask", group.get("mask"))
        _check_path(group.get("trajectories"))


def _check_path(points: Any) -> None:
    field = "dynamic_masks.trajectories"
    if not isinstance(points, list) or not MIN_POINTS <= len(points) <= MAX_POINTS:
        raise bad_value(field, points)
    for point in points:
        if not isinstance(point, Mapping) or not all(
            _is_integer(point.get(axis)) for axis in ("x", "y")
        ):
            raise bad_value(field, point)


def check_camera(order: Order) -> None:
    """Refuse a camera move that is not exactly one step on one axis."""
    control = order.get("camera_control")
    if control is None:
        return
    if not isinstance(control, Mapping) or control.get("type") not in CAMERA_TYPES:
        raise bad_value("camera_control", control)
    config = control.get("config")
    fits = _is_one_step(config) if control["type"] == "simple" else config is None
    if not fits:
        raise bad_value("camera_control.config", config)


def _is_one_step(config: Any) -> bool:
    if not isinstance(config, Mapping):
        return False
    steps = [config[axis] for axis in CAMERA_AXES if config.get(axis) is not None]
    in_range = all(_is_number(s) and abs(s) <= MAX_CAMERA_STEP for s in steps)
    return in_range and sum(1 for step in steps if step) == 1


def check_lists(order: Order) -> None:
    """Refuse voices, elements, shots and a watermark wish that are out of form."""
    for voice in _list(order, "voice_list", MAX_VOICES):
        _has(voice, "voice_list", voice_id=lambda v: isinstance(v, str))
    for element in _list(order, "element_list", MAX_ELEMENTS):
        _has(element, "element_list", element_id=_is_element)
    for shot in _list(order, "multi_prompt", MAX_SHOTS):
        _has(
            shot, "multi_prompt", index=_is_integer, prompt=_is_shot, duration=_is_time
        )
    _check_flags(order)


def _check_flags(order: Order) -> None:
    several = order.get("multi_shot")
    if several is not None and not isinstance(several, bool):
        raise bad_value("multi_shot", several)
    mark = order.get("watermark_info")
    if mark is None:
        return
    for entry in mark if isinstance(mark, list) else [mark]:
        _has(entry, "watermark_info", enabled=lambda v: isinstance(v, bool))


def _has(entry: Any, field: str, **rules: Callable[[Any], bool]) -> None:
    if not isinstance(entry, Mapping) or not all(
        rule(entry.get(name)) for name, rule in rules.items()
    ):
        raise bad_value(field, entry)


def _list(order: Order, field: str, most: int) -> list[Any]:
    value = order.get(field)
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > most:
        raise bad_value(field, value)
    return value


def _is_number(value: Any) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and (isinstance(value, int) or math.isfinite(value))
    )


def _is_integer(value: Any) -> bool:
    """Tell a whole number of 64 bits, be it written as 5 or 5.0: JSON has one kind."""
    is_whole = _is_number(value) and value % 1 == 0
    return bool(is_whole and MIN_INTEGER <= value <= MAX_INTEGER)


def _is_element(value: Any) -> bool:
    return isinstance(value, str) or _is_integer(value)


def _is_shot(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MAX_SHOT_PROMPT_CHARS


def _is_time(value: Any) -> bool:
    return isinstance(value, str) and value in {str(n) for n in range(1, 16)}


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip(" \t\r\n"))
