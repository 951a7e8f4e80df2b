"""What to draw: a wire request, decoded."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..images import open_wire
from ._card import draw_card
from ._words import read_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL import Image

    from ._move import Move

FPS = 24
DRAFT_FPS = 12
DRAFT_AREA = 640 * 360
STD_AREA = 1280 * 720
PRO_AREA = 1920 * 1080
SECONDS = range(3, 16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One clip to draw: pictures, motion, length and frame size."""

    picture: Image.Image
    move: Move
    size: tuple[int, int]
    seconds: int
    fps: int
    prompt: str

    @property
    def frames(self) -> int:
        """How many frames the clip has."""
        return self.seconds * self.fps


def read_shot(request: Mapping[str, Any], *, draft: bool) -> Shot:
    """Decode a wire request into a shot."""
    picture = _picture(request, "image")
    seconds = _seconds(request.get("duration", "5"))
    prompt = str(request.get("prompt") or "")
    return Shot(
        picture=picture,
        move=read_words(prompt, seconds),
        size=_frame_size(picture.size, _area(request.get("mode"), draft=draft)),
        seconds=seconds,
        fps=DRAFT_FPS if draft else FPS,
        prompt=prompt,
    )


def _picture(request: Mapping[str, Any], field: str) -> Image.Image:
    text = request.get(field)
    if not isinstance(text, str) or not text.strip():
        raise InputError(
            f"The request has no {field}: give a base64 picture or a URL.", field=field
        )
    if text.lstrip().lower().startswith(("http://", "https://")):
        return draw_card(text.strip())
    return open_wire(text)


def _seconds(duration: object) -> int:
    text = str(duration)
    if not text.isdecimal() or int(text) not in SECONDS:
        raise InputError(
            f"The duration is {text!r}, but a clip lasts {SECONDS[0]} to "
            f'{SECONDS[-1]} whole seconds: give for example "5".',
            field="duration",
        )
    return int(text)


def _area(mode: object, *, draft: bool) -> int:
    if draft:
        return DRAFT_AREA
    # "4k" is drawn like "pro": an animatic shows motion and framing, and four
    # times the pixels would show nothing more for four times the wait.
    return PRO_AREA if mode in {"pro", "4k"} else STD_AREA


def _frame_size(picture: tuple[int, int], area: int) -> tuple[int, int]:
    """Keep the picture's ratio at the given area; H.264 4:2:0 wants even sides."""
    scale = math.sqrt(area / (picture[0] * picture[1]))
    width, height = (max(2, 2 * round(side * scale / 2)) for side in picture)
    return width, height
