"""What a create may say, as JSON Schema, drawn from the catalogue.

Whatever a model cannot do is not in its variants, so the schema tells the same as
the checks. One rule it cannot tell: the durations of shots add up to the clip's.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ._addresses import ADDRESS
from ._catalogue import (
    DEFAULT_DURATION,
    DEFAULT_MODE,
    DEFAULT_MODEL,
    KNOWN_DURATIONS,
    KNOWN_MODES,
    MODELS,
    SILENT,
    SOUND,
    VOICE,
)
from ._fields import (
    CAMERA_AXES,
    MAX_CAMERA_STEP,
    MAX_ELEMENTS,
    MAX_INTEGER,
    MAX_MASKS,
    MAX_POINTS,
    MAX_SHOT_PROMPT_CHARS,
    MAX_SHOTS,
    MAX_VOICES,
    MIN_INTEGER,
    MIN_POINTS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ._catalogue import Model
    from ._switches import Switches

Schema = dict[str, Any]

PICTURE_FORMAT = "kling-picture"
NULL: Schema = {"type": "null"}
INTEGER: Schema = {"type": "integer", "minimum": MIN_INTEGER, "maximum": MAX_INTEGER}
NOTHING: Schema = {"type": ["array", "null"], "maxItems": 0}
PICTURE: Schema = {
    "type": "string",
    "format": PICTURE_FORMAT,
    "description": "An https URL, or a JPEG or PNG as base64 with nothing before it.",
}


def request_schema(switches: Switches) -> Schema:
    """Return the schema of a create's body."""
    models = [m for m in MODELS.values() if switches.catalogue == "all" or m.alive]
    return {
        "type": "object",
        "required": ["image"],
        "properties": _plain_fields(switches),
        "anyOf": _merged([variant for model in models for variant in _variants(model)]),
    }


def _merged(variants: list[Schema]) -> list[Schema]:
    """Put models into one variant that differ in nothing but their names."""
    merged: dict[str, Schema] = {}
    for variant in variants:
        names = variant["properties"]["model_name"]["enum"]
        others = {**variant["properties"], "model_name": None}
        same = merged.setdefault(json.dumps([others, variant["required"]]), variant)
        if same is not variant:
            same["properties"]["model_name"]["enum"] += names
    return list(merged.values())


def _plain_fields(switches: Switches) -> Schema:
    """Return the fields that every model takes."""
    return {
        "image": PICTURE,
        "prompt": _text(switches.prompt_limit),
        "negative_prompt": _text(switches.negative_prompt_limit),
        "cfg_scale": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
        "callback_url": {"type": ["string", "null"], "pattern": f"^{ADDRESS}$"},
        "external_task_id": {"type": ["string", "null"], "pattern": "[^ \t\r\n]"},
        "shot_type": {"enum": ["customize", "intelligence", None]},
        "watermark_info": _nullable(_object(enabled={"type": "boolean"})),
    }


def _variants(model: Model) -> Iterator[Schema]:
    """Return a model's ways to move a picture, each with its ways to sound."""
    every = frozenset(
        (mode, seconds) for mode in model.modes for seconds in model.durations
    )
    motions: tuple[tuple[frozenset[tuple[str, str]], Schema, list[str]], ...] = (
        (every, {}, []),
        (model.tail, {"image_tail": PICTURE}, ["image_tail"]),
        (model.brush, _static_mask(), ["static_mask"]),
        (model.brush, {"dynamic_masks": _masks()}, ["dynamic_masks"]),
        (model.camera, {"camera_control": _camera()}, ["camera_control"]),
    )
    for cells, fields, required in motions:
        for heard in (SILENT, SOUND, VOICE):
            fit = {cell for cell in cells if model.can_be_heard(cell[0], heard)}
            is_quiet = heard == SILENT or not required or model.several_shots
            if fit and is_quiet:
                yield _variant(model, fit, _still() | fields, required, heard)


def _variant(
    model: Model,
    cells: Iterable[tuple[str, str]],
    motion: Schema,
    required: list[str],
    heard: str,
) -> Schema:
    modes = sorted({mode for mode, _ in cells}) if model.takes_mode else KNOWN_MODES
    choices = {
        "model_name": _choice([model.name], DEFAULT_MODEL),
        "mode": _choice(sorted(modes), DEFAULT_MODE),
        "duration": _choice(
            sorted({seconds for _, seconds in cells}, key=int), DEFAULT_DURATION
        ),
    }
    must = [name for name, schema in choices.items() if None not in schema["enum"]]
    sound, heard_fields = _sound(heard)
    fields = choices | motion | sound | _shots(model)
    return {"properties": fields, "required": must + required + heard_fields}


def _choice(values: list[str], default: str) -> Schema:
    """Return a choice that may be left out, or null, where the default is in it."""
    return {"enum": [*values, None] if default in values else values}


def _still() -> Schema:
    return {
        "image_tail": NULL,
        "static_mask": NULL,
        "dynamic_masks": NOTHING,
        "camera_control": NULL,
    }


def _static_mask() -> Schema:
    return {"static_mask": PICTURE, "dynamic_masks": {"anyOf": [_masks(), NOTHING]}}


def _masks() -> Schema:
    point = _object(x=INTEGER, y=INTEGER)
    path = {
        "type": "array",
        "items": point,
        "minItems": MIN_POINTS,
        "maxItems": MAX_POINTS,
    }
    group = _object(mask=PICTURE, trajectories=path)
    return {"type": "array", "items": group, "minItems": 1, "maxItems": MAX_MASKS}


def _camera() -> Schema:
    """Return a move on exactly one axis."""
    none = {"enum": [0, None]}
    forward = {"type": "number", "exclusiveMinimum": 0, "maximum": MAX_CAMERA_STEP}
    back = {"type": "number", "exclusiveMaximum": 0, "minimum": -MAX_CAMERA_STEP}
    steps = [
        {
            "type": "object",
            "required": [axis],
            "properties": dict.fromkeys(CAMERA_AXES, none)
            | {axis: {"anyOf": [forward, back]}},
        }
        for axis in CAMERA_AXES
    ]
    return _object(type={"const": "simple"}, config={"anyOf": steps})


def _sound(heard: str) -> tuple[Schema, list[str]]:
    if heard == SILENT:
        return {"sound": {"enum": ["off", None]}, "voice_list": NOTHING}, []
    if heard == SOUND:
        return {"sound": {"const": "on"}, "voice_list": NOTHING}, ["sound"]
    voices = _several(_object(voice_id={"type": "string"}), MAX_VOICES)
    return {
        "sound": {"const": "on"},
        "voice_list": voices | {"type": "array", "minItems": 1},
    }, ["sound", "voice_list"]


def _shots(model: Model) -> Schema:
    if not model.several_shots:
        return {
            "multi_shot": {"enum": [False, None]},
            "multi_prompt": NOTHING,
            "element_list": NOTHING,
        }
    shot = _object(
        index=INTEGER,
        prompt={"type": "string", "maxLength": MAX_SHOT_PROMPT_CHARS},
        duration={"enum": ["1", "2", *KNOWN_DURATIONS]},
    )
    element = _object(element_id={"anyOf": [{"type": "string"}, INTEGER]})
    return {
        "multi_shot": {"type": ["boolean", "null"]},
        "multi_prompt": _several(shot, MAX_SHOTS),
        "element_list": _several(element, MAX_ELEMENTS),
    }


def _text(limit: int) -> Schema:
    return {"type": ["string", "null"], "maxLength": limit}


def _several(items: Schema, most: int) -> Schema:
    return {"type": ["array", "null"], "items": items, "maxItems": most}


def _nullable(schema: Schema) -> Schema:
    listed = {"type": "array", "items": schema}
    return {"anyOf": [schema, listed, NULL]}


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
    }
