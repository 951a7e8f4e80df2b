"""What a model allows, and which parameters go together.

Each rule is a function from the checked fields to findings; `RULES` names them
all. The facts are Kling's documentation of 2026-03 and its update log to 2026-09.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from . import _urls
from ._features import feature_findings, silent_only
from ._finding import Finding
from ._model import Catalogue, Model
from ._text import listing, shown

Fields: TypeAlias = Mapping[str, Any]
Rule: TypeAlias = Callable[[Fields, Catalogue], Iterator[Finding]]

GATEWAY_LIMITS = {"prompt": 500, "negative_prompt": 200}
"""Characters, by CometAPI's page of 2026-03; Kling itself takes 2,500."""

MOTION_FIELDS = {
    "image_tail": ("image_tail",),
    "masks": ("static_mask", "dynamic_masks"),
    "camera_control": ("camera_control",),
}


def model_of(fields: Fields, catalogue: Catalogue) -> Model | None:
    """Return what the catalogue knows of the request's model."""
    return catalogue.model(fields["model_name"])


def model_is_known(fields: Fields, catalogue: Catalogue) -> Iterator[Finding]:
    """An unknown model is sent only when that is asked for."""
    name = fields["model_name"]
    if catalogue.model(name):
        return
    known = listing(model.name for model in catalogue.live_models)
    text = f"model_name: {shown(name)} is not known (as of {catalogue.as_of})"
    if fields["allow_unknown_model"]:
        text = f"{text}; it is sent unchecked."
        yield Finding(
            field="model_name", rule="model-known", sentence=text, severity="warning"
        )
        return
    advice = f"Choose {known}, or say allow_unknown_model=True."
    yield Finding(
        field="model_name",
        rule="model-known",
        sentence=f"{text}. {advice}",
        suggestion={"model_name": _nearest(name, catalogue)},
    )


def model_is_live(fields: Fields, catalogue: Catalogue) -> Iterator[Finding]:
    """A withdrawn model probably fails at the real provider."""
    model = model_of(fields, catalogue)
    if model is None or model.withdrawn is None:
        return
    live = [other.name for other in catalogue.live_models]
    gone = f"model_name: {model.name} is reported withdrawn since {model.withdrawn}"
    yield Finding(
        field="model_name",
        rule="model-live",
        sentence=f"{gone}; live are {listing(live)}.",
        suggestion={"model_name": live[0]} if live else None,
        severity="warning",
    )


def mode_of_model(fields: Fields, catalogue: Catalogue) -> Iterator[Finding]:
    """Each model has its own modes; the masters have none."""
    model, mode = model_of(fields, catalogue), fields["mode"]
    if model is None or mode is None or mode in model.modes:
        return
    if not model.modes:
        text = f"mode: {model.name} takes no mode; it is left out."
        yield Finding(
            field="mode", rule="mode-of-model", sentence=text, severity="warning"
        )
        return
    yield Finding(
        field="mode",
        rule="mode-of-model",
        sentence=f"mode: {shown(mode)} - {model.name} allows {listing(model.modes)}.",
        suggestion={"mode": model.default_mode},
    )


def duration_of_model(fields: Fields, catalogue: Catalogue) -> Iterator[Finding]:
    """Each model has its own lengths."""
    model, duration = model_of(fields, catalogue), fields["duration"]
    if model is None or duration in model.durations:
        return
    near = min(model.durations, key=lambda s: abs(int(s) - int(duration)))
    allowed = f"{model.name} allows {listing(model.durations)}"
    yield Finding(
        field="duration",
        rule="duration-of-model",
        sentence=f"duration: {shown(duration)} - {allowed}.",
        suggestion={"duration": near},
    )


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


def cfg_scale_of_model(fields: Fields, catalogue: Catalogue) -> Iterator[Finding]:
    """The v2 models take no cfg_scale, so it is left out there."""
    model = model_of(fields, catalogue)
    if model is None or fields["cfg_scale"] is None or model.supports("cfg_scale"):
        return
    yield Finding(
        field="cfg_scale",
        rule="cfg-scale-of-model",
        sentence=f"cfg_scale: {model.name} does not take it; it is left out.",
        suggestion={"cfg_scale": None},
        severity="warning",
    )


def voices_need_sound(fields: Fields, _: Catalogue) -> Iterator[Finding]:
    """Voices speak only with sound on, and exclude elements."""
    if not fields["voice_list"]:
        return
    if fields["element_list"]:
        text = "element_list: voice_list and element_list exclude each other."
        yield Finding(
            field="element_list",
            rule="voices-or-elements",
            sentence=text,
            suggestion={"element_list": ()},
        )
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


def _nearest(name: str, catalogue: Catalogue) -> str:
    import difflib

    names = [model.name for model in catalogue.models]
    found = difflib.get_close_matches(name, names, n=1)
    return (found or names)[0]


RULES: tuple[Rule, ...] = (
    model_is_known,
    model_is_live,
    mode_of_model,
    duration_of_model,
    one_motion,
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
