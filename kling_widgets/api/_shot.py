"""One shot of a multi-shot clip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import InputError
from ._number import number
from ._text import broken_at, clean, shown, text_of

FIELD = "multi_prompt"
MAX_SHOTS = 6
MAX_PROMPT = 512
MAX_SECONDS = 60
"""No clip is near that long; a model's own limit is the catalogue's business."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """What one shot shows (`prompt`), and for how many seconds (`duration`)."""

    prompt: str
    duration: str

    def __post_init__(self) -> None:
        """Check the length of the prompt and the number of seconds."""
        duration = whole_seconds(self.duration)
        object.__setattr__(self, "prompt", _prompt(self.prompt))
        if duration is None:
            raise _refusal(f".duration: need seconds, got {shown(self.duration)}.")
        object.__setattr__(self, "duration", duration)


def _prompt(value: object) -> str:
    text = text_of(value) or ""
    if not clean(text):
        raise _refusal(".prompt: need text that says what the shot shows.")
    if len(text) > MAX_PROMPT:
        raise _refusal(f".prompt: {len(text):,} characters, at most {MAX_PROMPT}.")
    position = broken_at(text)
    if position:
        where = f"contains a broken character at position {position}"
        raise _refusal(f".prompt: {where}; type it again.")
    return text


def whole_seconds(value: object) -> str | None:
    """Return whole seconds as the wire's text, or None for anything else."""
    seconds = number(value)
    if seconds is not None:
        is_whole = 0 < seconds <= MAX_SECONDS and seconds == int(seconds)
        return str(int(seconds)) if is_whole else None
    text = text_of(value) or ""
    digits = text.isascii() and text.isdigit() and not text.startswith("0")
    return text if digits and len(text) <= 2 and int(text) <= MAX_SECONDS else None  # noqa: PLR2004


def shots(value: object) -> tuple[Shot, ...]:
    """Read shots from objects or from their wire form."""
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        raise _refusal(f": need a list of shots, got {shown(value)}.")
    if len(value) > MAX_SHOTS:
        raise _refusal(f": {len(value)} shots, at most {MAX_SHOTS}.")
    return tuple(_shot(item, number) for number, item in enumerate(value))


def shots_to_json(items: Sequence[Shot]) -> list[dict[str, Any]]:
    """Return shots as the wire has them, numbered from 1."""
    return [
        {"index": number, "prompt": shot.prompt, "duration": shot.duration}
        for number, shot in enumerate(items, 1)
    ]


def _shot(item: object, number: int) -> Shot:
    if isinstance(item, Shot):
        return item
    keys = set(item) if isinstance(item, Mapping) else set()
    if not isinstance(item, Mapping) or keys - {"index"} != {"prompt", "duration"}:
        need = '{"prompt": …, "duration": …}'
        raise _refusal(f"[{number}]: need {need}, got {shown(item)}.")
    try:
        return Shot(prompt=item["prompt"], duration=item["duration"])
    except InputError as error:
        problem = error.message.removeprefix(FIELD)
    raise _refusal(f"[{number}]{problem}")


def _refusal(problem: str) -> InputError:
    return InputError(f"{FIELD}{problem}", field=FIELD)
