"""Each parameter by itself: what it may be, and its form on the wire's side."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from ..errors import InputError
from ._camera import camera_control
from ._number import number
from ._picture import picture_text
from ._shot import shots, whole_seconds
from ._text import broken_at, listing, plain, shown
from ._trajectory import dynamic_masks
from ._urls import check_url

MAX_TEXT = 2_500
"""Prompt and negative prompt, since 2024-09-19 (Kling's changelog)."""

MAX_MASKS = 6
"""Moving areas (Kling's documentation, 2026-03)."""

MAX_VOICES = 2
MAX_ELEMENTS = 3
MAX_ID_TEXT = 256
MAX_ID_NUMBER = 2**63 - 1
"""Far beyond the ids of voices and elements that are seen: about 20 digits."""

SHOT_TYPES = ("customize", "intelligence")

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_DIRECTIONS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def is_id(text: object) -> bool:
    """Tell whether this may stand for a task: it becomes part of a path."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def _text(value: object, field: str) -> str | None:
    if not isinstance(value, str):
        raise InputError(f"{field}: need text, got {_kind(value)}.", field=field)
    _check_whole(value, field)
    text = without_controls(value)
    if len(text) > MAX_TEXT:
        count = f"{len(text):,} characters, at most {MAX_TEXT:,}"
        cut = {field: text[:MAX_TEXT]}
        raise InputError(f"{field}: {count}.", field=field, suggestion=cut)
    return text or None


def _check_whole(text: str, field: str) -> None:
    position = broken_at(text)
    if position:
        where = f"contains a broken character at position {position}"
        raise InputError(f"{field}: {where}; type it again.", field=field)


def without_controls(text: str) -> str:
    """Remove what cannot be seen; direction marks stay where they have a use."""
    kept = _CONTROLS.sub("", text)
    if not any(unicodedata.bidirectional(c) in {"R", "AL"} for c in kept):
        kept = _DIRECTIONS.sub("", kept)
    return kept.strip()


def _name(value: object, field: str) -> str:
    text = value.strip().lower() if isinstance(value, str) else ""
    if not _NAME.fullmatch(text):
        need = "need a name such as 'kling-v2-6' or 'pro'"
        raise InputError(f"{field}: {need}, got {shown(value)}.", field=field)
    return text


def _duration(value: object, field: str) -> str:
    seconds = whole_seconds(value)
    if seconds is None:
        need = f"{shown(value)} is no whole number of seconds; say '5'"
        raise InputError(f"{field}: {need}.", field=field, suggestion={field: "5"})
    return seconds


def _cfg_scale(value: object, field: str) -> float:
    scale = number(value)
    if scale is None:
        need = f"need a number from 0 to 1, got {shown(value)}"
        raise InputError(f"{field}: {need}.", field=field)
    if not 0 <= scale <= 1:
        near = {field: min(1.0, max(0.0, float(scale)))}
        text = f"{field}: {float(scale):g}, allowed 0 to 1."
        raise InputError(text, field=field, suggestion=near)
    return float(scale)


def _external_task_id(value: object, field: str) -> str:
    if not is_id(value):
        allowed = "allowed: A-Z a-z 0-9 _ -, at most 64 characters"
        raise InputError(f"{field}: {shown(value)}; {allowed}.", field=field)
    return str(value)


def _url(value: object, field: str) -> str:
    if not isinstance(value, str):
        raise InputError(f"{field}: need a URL, got {_kind(value)}.", field=field)
    return check_url(value.strip(), field)


def _switch(value: object, field: str) -> bool:
    value = value.get("enabled") if isinstance(value, Mapping) else value
    if not isinstance(value, bool):
        need = f"need True or False, got {shown(value)}"
        raise InputError(f"{field}: {need}.", field=field)
    return value


def _sound(value: object, field: str) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if not isinstance(value, str) or value not in {"on", "off"}:
        allowed = f"{shown(value)}, allowed 'on' or 'off'"
        raise InputError(f"{field}: {allowed}.", field=field)
    return value


def _shot_type(value: object, field: str) -> str:
    if not isinstance(value, str) or value not in SHOT_TYPES:
        text = f"{field}: {shown(value)}, allowed {listing(SHOT_TYPES)}."
        raise InputError(text, field=field)
    return value


def _ids(value: object, field: str, *, key: str, limit: int) -> tuple[str | int, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        raise InputError(f"{field}: need a list, got {shown(value)}.", field=field)
    if len(value) > limit:
        raise InputError(f"{field}: {len(value)} given, at most {limit}.", field=field)
    return tuple(_id_of(item, field, key) for item in value)


def _id_of(item: object, field: str, key: str) -> str | int:
    value = item.get(key) if isinstance(item, Mapping) else item
    if isinstance(value, str) and 0 < len(value) <= MAX_ID_TEXT:
        _check_whole(value, field)
        return plain(value)
    whole = number(value)
    if isinstance(whole, int) and abs(whole) <= MAX_ID_NUMBER:
        return whole
    need = f'need {{"{key}": …}} or the id alone, at most {MAX_ID_TEXT} characters'
    raise InputError(f"{field}: {need}; got {shown(item)}.", field=field)


def _masks(value: object, field: str) -> tuple[object, ...]:
    groups = dynamic_masks(value)
    if len(groups) > MAX_MASKS:
        text = f"{field}: {len(groups)} groups, at most {MAX_MASKS}."
        raise InputError(text, field=field)
    return groups


def _kind(value: object) -> str:
    return type(value).__name__


READERS: Mapping[str, Callable[[Any, str], Any]] = {
    "image": picture_text,
    "image_tail": picture_text,
    "prompt": _text,
    "negative_prompt": _text,
    "model_name": _name,
    "mode": _name,
    "duration": _duration,
    "cfg_scale": _cfg_scale,
    "static_mask": picture_text,
    "dynamic_masks": _masks,
    "camera_control": lambda value, _field: camera_control(value),
    "sound": _sound,
    "voice_list": partial(_ids, key="voice_id", limit=MAX_VOICES),
    "element_list": partial(_ids, key="element_id", limit=MAX_ELEMENTS),
    "multi_shot": _switch,
    "shot_type": _shot_type,
    "multi_prompt": lambda value, _field: shots(value),
    "watermark_info": _switch,
    "callback_url": _url,
    "external_task_id": _external_task_id,
    "allow_unknown_model": _switch,
}
"""One reader per parameter: it returns the checked value or raises `InputError`."""
