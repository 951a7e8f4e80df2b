"""Features that only some models have, and only in some modes and lengths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._finding import Finding
from ._text import listing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ._model import Catalogue, Model


@dataclass(frozen=True, slots=True)
class Feature:
    """Something a request may ask for, and the fields that ask for it."""

    name: str
    label: str
    without: Mapping[str, Any]
    """The changes that give the feature up."""

    wanted: Callable[[Mapping[str, Any]], object]

    def field_in(self, fields: Mapping[str, Any]) -> str:
        """Return the field that asks for it here."""
        given = (name for name in self.without if fields[name])
        return next(given, self.name)


FEATURES = (
    Feature(
        "image_tail", "tail picture", {"image_tail": None}, lambda f: f["image_tail"]
    ),
    Feature(
        "motion_brush",
        "motion brush",
        {"dynamic_masks": (), "static_mask": None},
        lambda f: f["dynamic_masks"] or f["static_mask"],
    ),
    Feature(
        "camera_control",
        "camera control",
        {"camera_control": None},
        lambda f: f["camera_control"],
    ),
    Feature(
        "sound",
        "sound",
        {"sound": "off", "voice_list": ()},
        lambda f: f["sound"] == "on",
    ),
    Feature("voice_list", "voices", {"voice_list": ()}, lambda f: f["voice_list"]),
    Feature(
        "element_list", "elements", {"element_list": ()}, lambda f: f["element_list"]
    ),
    Feature(
        "multi_shot",
        "multi-shot",
        {"multi_shot": None, "shot_type": None, "multi_prompt": ()},
        lambda f: f["multi_shot"] or f["multi_prompt"],
    ),
)


def feature_findings(
    fields: Mapping[str, Any], catalogue: Catalogue
) -> Iterator[Finding]:
    """Find features that the model lacks in this mode, so long, or with sound."""
    model = catalogue.model(fields["model_name"])
    if model is None:
        return
    wanted = [feature for feature in FEATURES if feature.wanted(fields)]
    change = _change_for(wanted, fields, catalogue)
    for feature in wanted:
        if not _works(model, feature, fields):
            yield Finding(
                field=feature.field_in(fields),
                rule=f"feature-{feature.name}",
                sentence=_missing(feature, model, fields, catalogue),
                suggestion=change or feature.without,
            )


def silent_only(fields: Mapping[str, Any], catalogue: Catalogue) -> Iterator[Finding]:
    """Some features refuse to go with sound."""
    model = catalogue.model(fields["model_name"])
    if model is None or fields["sound"] != "on":
        return
    for feature in FEATURES:
        if feature.name in model.silent_only and feature.wanted(fields):
            field = feature.field_in(fields)
            yield Finding(
                field=field,
                rule="silent-only",
                sentence=f"{field}: {model.name} has it without sound only.",
                suggestion={"sound": "off", "voice_list": ()},
            )


def _works(model: Model, feature: Feature, fields: Mapping[str, Any]) -> bool:
    return model.supports(
        feature.name, mode=fields["mode"], duration=fields["duration"]
    )


def _change_for(
    wanted: list[Feature], fields: Mapping[str, Any], catalogue: Catalogue
) -> dict[str, Any] | None:
    """Return the smallest change of model, mode or duration that has all of it."""
    own = [m for m in catalogue.models if m.name == fields["model_name"]]
    for model in (*own, *catalogue.live_models):
        changes = [
            _difference(model, mode, duration, fields)
            for mode, duration in model.combinations()
            if all(
                model.supports(feature.name, mode=mode, duration=duration)
                for feature in wanted
            )
        ]
        if changes:
            return min(changes, key=len)
    return None


def _difference(
    model: Model, mode: str | None, duration: str, fields: Mapping[str, Any]
) -> dict[str, Any]:
    now = {
        "model_name": fields["model_name"],
        "mode": fields["mode"] or model.default_mode,
        "duration": fields["duration"],
    }
    then = {"model_name": model.name, "mode": mode, "duration": duration}
    return {key: value for key, value in then.items() if value != now[key]}


def _missing(
    feature: Feature,
    model: Model,
    fields: Mapping[str, Any],
    catalogue: Catalogue,
) -> str:
    mode = fields["mode"] or model.default_mode
    asked = " ".join(filter(None, (model.name, mode, f"{fields['duration']} s")))
    text = f"{feature.field_in(fields)}: {asked} has no {feature.label}"
    live = [_where(m, feature.name) for m in catalogue.live_models]
    places = [*filter(None, live)] or [
        _where(m, feature.name) for m in catalogue.models
    ]
    return f"{text}. It is there with {listing(filter(None, places))}."


def _where(model: Model, feature: str) -> str:
    at = model.features.get(feature, ())
    text = ", ".join(place.replace("/", " ") for place in at if place != "*")
    notes = "; ".join(filter(None, (text, "" if model.is_live else "withdrawn")))
    return (f"{model.name} ({notes})" if notes else model.name) if at else ""
