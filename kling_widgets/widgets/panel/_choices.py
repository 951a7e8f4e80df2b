"""What can be chosen for a model, and why the rest cannot."""

from __future__ import annotations

from typing import Final, TypeAlias

from ..._language import told
from ...api import ANY, Model, models
from ..picker import USUAL_SIDE
from ._sentences import not_taken

Options: TypeAlias = tuple[tuple[str, str], ...]
"""(what is shown, what is sent) for each choice."""

LARGE_SIDE: Final = 4096
LARGE_MODE: Final = "4k"


def model_options() -> Options:
    """Return every model, live ones first."""
    known = sorted(models(), key=lambda model: not model.is_live)
    return tuple((_model_label(model), model.name) for model in known)


def unknown_model(name: str) -> Model:
    """Return a model of which nothing is known: it may take what any other takes."""
    modes = dict.fromkeys(mode for model in models() for mode in model.modes)
    seconds = {seconds for model in models() for seconds in model.durations}
    return Model(
        name=name,
        modes=tuple(modes),
        durations=tuple(sorted(seconds, key=int)),
        features={"image_tail": (ANY,)},
    )


def mode_options(model: Model) -> Options:
    """Return the modes that *model* has."""
    return tuple((mode, mode) for mode in model.modes)


def longest_side(mode: str | None) -> int:
    """Return how large a picture is worth sending for clips of that mode."""
    return LARGE_SIDE if mode == LARGE_MODE else USUAL_SIDE


def duration_options(model: Model) -> Options:
    """Return the lengths that *model* makes."""
    return tuple((told(f"{seconds} s"), seconds) for seconds in model.durations)


def no_mode(model: Model) -> str:
    """Return why there is no mode to choose, or nothing."""
    return "" if model.modes else not_taken(model.name, "mode")


def no_cfg_scale(model: Model, mode: str | None, duration: str) -> str:
    """Return why `cfg_scale` is not sent, or nothing."""
    if model.supports("cfg_scale", mode=mode, duration=duration):
        return ""
    return not_taken(model.name, "cfg_scale")


def no_tail(model: Model, mode: str | None, duration: str) -> str:
    """Return why no tail picture can go along, or nothing."""
    if model.supports("image_tail", mode=mode, duration=duration):
        return ""
    elsewhere = tuple(
        other
        for other in model.modes
        if model.supports("image_tail", mode=other, duration=duration)
    )
    return not_taken(model.name, "tail image", elsewhere)


def no_brush(model: Model, mode: str | None, duration: str) -> str:
    """Return why what is painted is not sent and which models take it, or nothing."""
    if model.supports("motion_brush", mode=mode, duration=duration):
        return ""
    places = "; ".join(told(_brush_place(one)) for one in models() if _has_brush(one))
    chosen = " ".join(filter(None, (model.name, mode, f"{duration} s")))
    return (
        f"{chosen} takes no painting; yours is kept, and not sent. Taken by {places}."
    )


def modes_with_tail(model: Model, duration: str) -> tuple[str | None, ...]:
    """Return the modes in which a tail image can go along."""
    return tuple(
        mode
        for mode in model.modes or (None,)
        if model.supports("image_tail", mode=mode, duration=duration)
    )


def _has_brush(model: Model) -> bool:
    return "motion_brush" in model.features


def _brush_place(model: Model) -> str:
    where = ", ".join(filter(None, map(_place, model.features["motion_brush"])))
    dated = (
        f"withdrawn {model.withdrawn}" if model.withdrawn else f"as of {model.as_of}"
    )
    return f"{model.name} ({'; '.join(filter(None, (where, dated)))})"


def _place(where: str) -> str:
    """Return "pro/5" as people say it."""
    mode, _, seconds = where.replace(ANY, "").partition("/")
    return " ".join(filter(None, (mode, seconds and told(f"{seconds} s"))))


def _model_label(model: Model) -> str:
    gone = told(f"withdrawn {model.withdrawn}") if model.withdrawn else ""
    return f"{model.name} ({gone})" if gone else model.name
