"""What to draw: a wire request, decoded."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ._brush import Brush, left_out, read_brush
from ._control import read_control
from ._move import DRIFT, HOLD, Move
from ._pictures import open_picture
from ._words import read_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL import Image

FPS = 24
DRAFT_FPS = 12
DRAFT_AREA = 640 * 360
STD_AREA = 1280 * 720
PRO_AREA = 1920 * 1080
SECONDS = range(3, 16)
DEFAULT_SECONDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One clip to draw: pictures, motion, length and frame size."""

    picture: Image.Image
    tail: Image.Image | None
    brush: Brush
    move: Move | None
    """What was asked of the camera; None if nothing was."""
    size: tuple[int, int]
    seconds: int
    fps: int
    prompt: str
    left_out: tuple[str, ...]
    """The parts of the request that are not drawn."""

    @property
    def frames(self) -> int:
        """How many frames the clip has."""
        return self.seconds * self.fps

    @property
    def times(self) -> tuple[float, ...]:
        """The moment of each frame, from 0 to 1."""
        return tuple(number / (self.frames - 1) for number in range(self.frames))

    @property
    def default_move(self) -> Move:
        """What the camera does unasked: it leaves the motion to brush and tail."""
        return HOLD if self.brush.is_used or self.tail else DRIFT


def read_shot(request: Mapping[str, Any], *, area: int | None, fps: int = FPS) -> Shot:
    """Decode a wire request for frames of an area, or of the picture's own size."""
    picture = open_picture(request, "image")
    size = _frame_size(picture.size, area) if area else picture.size
    seconds = _seconds(request.get("duration"))
    prompt = str(request.get("prompt") or "")
    return Shot(
        picture=picture,
        tail=open_picture(request, "image_tail") if request.get("image_tail") else None,
        brush=read_brush(request, picture.size, size),
        move=_move(request, prompt, seconds),
        size=size,
        seconds=seconds,
        fps=fps,
        prompt=prompt,
        left_out=left_out(request),
    )


def area_of(request: Mapping[str, Any]) -> int:
    """Return how many pixels a frame of a request's mode has."""
    # "4k" is drawn like "pro": an animatic shows motion and framing, and four
    # times the pixels would show nothing more for four times the wait.
    return PRO_AREA if request.get("mode") in {"pro", "4k"} else STD_AREA


def _move(request: Mapping[str, Any], prompt: str, seconds: int) -> Move | None:
    control = read_control(request.get("camera_control"))
    words = read_words(prompt, seconds)
    return control & words if control and words else control or words


def _seconds(duration: object) -> int:
    if duration is None:  # null is how Kling's own client leaves a field out
        return DEFAULT_SECONDS
    text = str(duration)
    if text not in map(str, SECONDS):
        raise InputError(
            f"The duration is {text!r}, but a clip lasts {SECONDS[0]} to "
            f'{SECONDS[-1]} whole seconds: give for example "5".',
            field="duration",
        )
    return int(text)


def _frame_size(picture: tuple[int, int], area: int) -> tuple[int, int]:
    """Keep the picture's ratio at an area; H.264 at 4:2:0 wants even sides."""
    scale = math.sqrt(area / (picture[0] * picture[1]))
    width, height = (max(2, 2 * round(side * scale / 2)) for side in picture)
    return width, height
