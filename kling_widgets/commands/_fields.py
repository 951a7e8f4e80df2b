"""The request's parameters as options, each by the API's own name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..errors import InputError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping

TEXTS: Final = {
    "negative_prompt": "what must not be seen",
    "model_name": "the model",
    "mode": "std, pro or 4k",
    "duration": "seconds",
    "sound": "on or off",
    "shot_type": "customize or intelligence",
    "callback_url": "where the provider reports to",
    "external_task_id": "your own id for the task, never used before",
}
PICTURES: Final = {
    "image_tail": "the picture that the clip ends on",
    "static_mask": "a picture, white where nothing shall move",
}
STRUCTURES: Final = {
    "dynamic_masks": "painted areas and their ways",
    "camera_control": "how the camera goes",
    "multi_prompt": "the shots",
    "voice_list": "ids of voices",
    "element_list": "ids of elements",
}
SWITCHES: Final = {
    "multi_shot": "several shots",
    "watermark_info": "a second clip with Kling's watermark",
    "allow_unknown_model": "send a model's name that is not known here",
}
NAMES: Final = (*TEXTS, *PICTURES, *STRUCTURES, *SWITCHES, "cfg_scale")


def add_fields(parser: ArgumentParser) -> None:
    """Let *parser* take every parameter but the picture and the prompt."""
    group = parser.add_argument_group("parameters, by the API's names")
    for name, about in {**TEXTS, **PICTURES}.items():
        group.add_argument(*_spellings(name), dest=name, help=about)
    for name, about in STRUCTURES.items():
        how = f"{about}, as JSON or as @FILE"
        group.add_argument(*_spellings(name), dest=name, metavar="JSON", help=how)
    for name, about in SWITCHES.items():
        add = group.add_argument
        add(*_spellings(name), dest=name, action="store_true", default=None, help=about)
    about = "0 to 1: how closely to keep to the prompt"
    group.add_argument(*_spellings("cfg_scale"), dest="cfg_scale", help=about)


def fields_of(
    options: Namespace, variables: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the parameters that were given.

    Args:
        options: What the parser read.
        variables: Values that a picture or a structure may be named after.

    Raises:
        InputError: A value cannot be read.
    """
    known = variables or {}
    given = {name: getattr(options, name) for name in NAMES}
    return {
        name: _value(name, text, known)
        for name, text in given.items()
        if text is not None
    }


def _spellings(name: str) -> tuple[str, ...]:
    """Return the API's spelling, and the one that command lines are used to."""
    return tuple(dict.fromkeys((f"--{name}", f"--{name.replace('_', '-')}")))


def _value(name: str, text: Any, variables: Mapping[str, Any]) -> Any:
    if name in PICTURES or name in STRUCTURES:
        if text in variables:
            return variables[text]
        return _structure(name, text) if name in STRUCTURES else text
    return _number(name, text) if name == "cfg_scale" else text


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise InputError(f"{name}: {text!r} is no number.", field=name) from None


def _structure(name: str, text: str) -> Any:
    content = _content(name, text)
    try:
        return json.loads(content)
    except RecursionError:
        reason = "nested too deeply"
    except ValueError as exc:
        reason = str(exc)
    raise InputError(
        f"{name}: this is no JSON ({reason}): {text[:60]!r}. "
        "Write it in quotes, or into a file and give @FILE.",
        field=name,
    )


def _content(name: str, text: str) -> str:
    if not text.startswith("@"):
        return text
    path = Path(text[1:])
    reason = "no such file, or a device"
    try:
        if path.is_file():  # what a device says never ends
            return path.read_text("utf-8")
    except UnicodeDecodeError:
        reason = "it is not UTF-8 text"
    except OSError as exc:
        reason = exc.strerror or str(exc)
    raise InputError(f"{name}: {text[1:]!r} cannot be read ({reason}).", field=name)
