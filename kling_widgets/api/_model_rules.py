"""What the catalogue says of a model: its name, its modes, its lengths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._finding import Finding
from ._text import listing, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ._model import Catalogue, Model

    Fields = Mapping[str, Any]


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


def _nearest(name: str, catalogue: Catalogue) -> str:
    import difflib

    names = [model.name for model in catalogue.models]
    found = difflib.get_close_matches(name, names, n=1)
    return (found or names)[0]
