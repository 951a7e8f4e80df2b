"""Everything in front of the camera, drawn for any moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from PIL import Image

from ._camera import Camera
from ._canvas import Canvas
from ._matrix import Bounds, bounds
from ._planes import Planes, to_yuv

if TYPE_CHECKING:
    from ._shot import Shot

_SHARPEST = 1.5
"""More canvas than this per frame pixel shows nothing and costs time."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A shot laid out for drawing. Drawing changes nothing: any thread may."""

    camera: Camera
    canvas: Canvas

    @classmethod
    def of(cls, shot: Shot) -> Self:
        """Lay out a shot."""
        camera = Camera(shot.move, shot.size, shot.seconds)
        view = _whole_view(camera, shot.frames)
        picture = _sharp(shot.picture, shot.size, shot.move.zoom)
        return cls(camera, Canvas.of(picture, shot.size, view, to_yuv))

    def draw(self, time: float, out: Planes) -> None:
        """Draw the moment `time` (0…1) into `out`."""
        self.canvas.draw(self.camera.matrix(time), out)


def _whole_view(camera: Camera, frames: int) -> Bounds:
    times = (number / (frames - 1) for number in range(frames))
    return bounds(map(camera.matrix, times), camera.size)


def _sharp(picture: Image.Image, size: tuple[int, int], zoom: float) -> Image.Image:
    """Scale a picture to the frame, with pixels to spare where the camera goes near."""
    has = picture.size[0] / size[0]
    scale = min(max(1.0, min(zoom, has)), _SHARPEST)
    width, height = (2 * round(side * scale / 2) for side in size)
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
