"""Which parameters go together, and all rules in their order.

Each rule is a function from the checked fields to findings; `RULES` names them
all. The facts are Kling's documentation of 2026-03 and its update log to 2026-09.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from . import _urls
from ._features import feature_findings, silent_only
from ._finding import Finding
from ._model import Catalogue
from ._model_rules import (
    cfg_scale_of_model,
    duration_of_model,
    mode_of_model,
    model_is_known,
    model_is_live,
)
from ._text import shown

Fields: TypeAlias = Mapping[str, Any]
Rule: TypeAlias = Callable[[Fields, Catalogue], Iterator[Finding]]

GATEWAY_LIMITS = {"prompt": 500, "negative_prompt": 200}
"""Characters, by CometAPI's page of 2026-03; Kling itself takes 2,500."""

MOTION_FIELDS = {
    "image_tail": ("image_tail",),
    "masks": ("static_mask", "dynamic_masks"),
    "camera_control": ("camera_control",),
}


def one_motion(fields: Fields, _: Catalogue) -> Iterator[Finding]:
    """Tail picture, masks and camera exclude each other."""
    given = [
        name for name, parts in MOTION_FIELDS.items() if any(fields[p] for p in parts)
    ]
    if len(given) > 1:
        extra = [part for name in given[1:] for part in MOTION_FIELDS[name]]
        text = "image_tail, masks and camera_control exclude each other"
        yield Finding(
            field=extra[0],
            rule="one-motion",
            sentence=f"{extra[0]}: {text}; you gave {' and '.join(given)}.",
            suggestion=dict.fromkeys(extra),
        )


def voices_or_elements(fields: Fields, _: Catalogue) -> Iterator[Finding]:
    """Voices and elements exclude each other."""
    if fields["voice_list"] and fields["element_list"]:
        text = "element_list: voice_list and element_list exclude each other."
        yield Finding(
            field="element_list",
            rule="voices-or-elements",
            sentence=text,
            suggestion={"element_list": ()},
        )


def simple_camera(fields: Fields, _: Catalogue) -> Iterator[Finding]:
    """A picture's camera moves along one axis; the ready-made moves are for text."""
    camera = fields["camera_control"]
    if camera is not None and camera.type != "simple":
        text = f"type {shown(camera.type)} is for text-to-video; use 'simple'"
        yield Finding(
            field="camera_control",
            rule="camera-simple",
            sentence=f"camera_control: {text} with one axis.",
            suggestion={"camera_control": None},
        )


def shots_fit(fields: Fields, _: Catalogue) -> Iterator[Finding]:
    """Shots need multi_shot, a type, and as many seconds as the whole clip."""
    shots, seconds = fields["multi_prompt"], fields["duration"]
    if shots and not fields["multi_shot"]:
        yield _shots("multi_shot", "shots need multi_shot=True.", multi_shot=True)
    if fields["multi_shot"] and fields["shot_type"] is None:
        kind = "customize" if shots else "intelligence"
        text = "multi_shot needs 'customize' (your own shots) or 'intelligence'."
        yield _shots("shot_type", text, shot_type=kind)
    if fields["shot_type"] == "customize" and fields["multi_shot"] and not shots:
        text = "shot_type 'customize' needs at least one shot."
        yield _shots("multi_prompt", text, shot_type="intelligence")
    total = sum(int(shot.duration) for shot in shots)
    if shots and str(total) != seconds:
        text = f"the shots last {total} s, the clip {seconds} s; make them equal."
        yield _shots("multi_prompt", text, multi_prompt=())


def _shots(field: str, text: str, **changes: Any) -> Finding:
    return Finding(
        field=field,
        rule="shots-fit",
        sentence=f"{field}: {text}",
        suggestion=changes,
    )


def voices_need_sound(fields: Fields, _: Catalogue) -> Iterator[Finding]:
    """Voices speak only with sound on, where the prompt says so."""
    if not fields["voice_list"]:
        return
    if fields["sound"] != "on":
        yield Finding(
            field="voice_list",
            rule="voices-need-sound",
            sentence="voice_list: voices need sound='on'.",
            suggestion={"sound": "on"},
        )
    if "<<<voice_" not in (fields["prompt"] or ""):
        text = "voice_list: name the voices in the prompt as <<<voice_1>>>."
        yield Finding(
            field="prompt",
            rule="voices-in-prompt",
            sentence=text,
            severity="warning",
        )


def text_within_gateway_limits(fields: Fields, _: Catalogue) -> Iterator[Finding]:
    """CometAPI's page still names the limits that Kling had until 2024-09."""
    for field, limit in GATEWAY_LIMITS.items():
        length = len(fields[field] or "")
        if length > limit:
            text = f"{field}: {length:,} characters; CometAPI's page says {limit}"
            yield Finding(
                field=field,
                rule="gateway-text-limit",
                sentence=f"{text}, Kling's own 2,500.",
                severity="warning",
            )


def masks_move(fields: Fields, _: Catalogue) -> Iterator[Finding]:
    """A path whose points are all the same moves nothing."""
    for number, group in enumerate(fields["dynamic_masks"]):
        if not group.moves:
            place = f"dynamic_masks[{number}]"
            yield Finding(
                field="dynamic_masks",
                rule="masks-move",
                sentence=f"{place}: all points are the same, so nothing moves.",
                severity="warning",
            )


def urls_are_safe(fields: Fields, _: Catalogue) -> Iterator[Finding]:
    """Plain http can be read on the way; a private callback reaches nobody."""
    for field in ("image", "image_tail", "static_mask", "callback_url"):
        if (fields[field] or "").startswith("http://"):
            yield Finding(
                field=field,
                rule="url-encrypted",
                sentence=f"{field}: the URL is not encrypted (http); use https.",
                severity="warning",
            )
    callback = fields["callback_url"]
    if callback and _urls.is_private(callback):
        advice = "Only a simulator on this machine can."
        yield Finding(
            field="callback_url",
            rule="url-public",
            sentence=_urls.private_sentence(callback, "callback_url", advice),
            severity="warning",
        )


RULES: tuple[Rule, ...] = (
    model_is_known,
    model_is_live,
    mode_of_model,
    duration_of_model,
    one_motion,
    voices_or_elements,
    feature_findings,
    silent_only,
    simple_camera,
    shots_fit,
    cfg_scale_of_model,
    voices_need_sound,
    text_within_gateway_limits,
    masks_move,
    urls_are_safe,
)
