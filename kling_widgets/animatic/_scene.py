"""Everything in front of the camera, drawn for any moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from PIL import Image, ImageOps

from ._area import box_of
from ._backdrop import Backdrop
from ._camera import Camera
from ._canvas import Canvas
from ._cutout import Cutout, Material
from ._frozen import Frozen
from ._matrix import bounds, compose, inverse
from ._planes import to_yuv
from ._register import find_move
from ._subject import Subject
from ._tail import Tail

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ._brush import Stroke
    from ._matrix import Matrix
    from ._planes import Planes, Split
    from ._shot import Shot

_SHARPEST = 1.5
"""More canvas than this per frame pixel shows nothing and costs time."""
_SETTLING = 1 / 240
"""Of the frame's shorter side: subjects this near to their old place settle in."""
_FEATHER = 1 / 900
"""Of the frame's shorter side: how soft the edge of a cut-out is."""
_ALL = 255
"""White: here the tail shows alone."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A shot laid out for drawing. Drawing changes nothing: any thread may."""

    camera: Camera
    backdrop: Backdrop
    subjects: tuple[Subject, ...]
    frozen: Frozen | None
    tail: Tail | None

    @classmethod
    def of(cls, shot: Shot, split: Split = to_yuv) -> Self:
        """Lay out a shot."""
        camera = _camera(shot)
        material = _material(shot, camera, split)
        strokes = [stroke.snapped_to(material.picture) for stroke in shot.brush.strokes]
        return cls(
            camera=camera,
            backdrop=_backdrop(shot, camera, material, strokes),
            subjects=tuple(_subjects(shot, material, strokes)),
            frozen=_frozen(shot, material),
            tail=_tail(shot, camera, split),
        )

    def draw(self, time: float, out: Planes) -> None:
        """Draw the moment `time` (0…1) into `out`."""
        camera = self.camera.matrix(time)
        if self.tail is None:
            self._draw_picture(time, camera, out)
            return
        shares = self.tail.shares(time, camera, out.size)
        least, most = shares.getextrema()
        if least == _ALL:
            self.tail.draw(camera, out)
            return
        self._draw_picture(time, camera, out)
        if most:
            self.tail.mix(shares, camera, out)

    def _draw_picture(self, time: float, camera: Matrix, out: Planes) -> None:
        self.backdrop.draw(camera, tuple(self._open_holes(time, camera)), out)
        touched = [subject.draw(time, camera, out) for subject in self.subjects]
        if self.frozen:
            self.frozen.draw(camera, touched, out)

    def _open_holes(self, time: float, camera: Matrix) -> Iterator[float]:
        """Tell how far each hole of the backdrop is open, in its order."""
        for subject in self.subjects:
            yield subject.away(time, camera)
        if self.frozen and not self.camera.is_still:
            yield self.frozen.away(camera)


def _camera(shot: Shot) -> Camera:
    """Follow the words, unless picture and tail themselves tell the camera's way."""
    if shot.tail and shot.brush.is_empty:
        tail = ImageOps.fit(shot.tail, shot.size, Image.Resampling.BILINEAR)
        if found := find_move(shot.picture, tail):
            return Camera(found, shot.size, shot.seconds, covers=False)
    return Camera(shot.move or shot.default_move, shot.size, shot.seconds)


def _material(shot: Shot, camera: Camera, split: Split) -> Material:
    """Scale the picture to the frame, finer where the camera alone goes near."""
    nearest = camera.move.zoom if shot.brush.is_empty else 1.0
    scale = min(nearest, shot.picture.width / shot.size[0], _SHARPEST)
    feather = max(0.8, min(shot.size) * _FEATHER)
    return Material(_resized(shot.picture, shot.size, max(scale, 1.0)), feather, split)


def _backdrop(
    shot: Shot, camera: Camera, material: Material, strokes: Sequence[Stroke]
) -> Backdrop:
    masks = [stroke.mask for stroke in strokes]
    if shot.brush.frozen and not camera.is_still:
        masks.append(shot.brush.frozen)
    view = bounds(map(camera.matrix, shot.times), shot.size)
    return Backdrop.of(material, shot.size, masks, view)


def _subjects(
    shot: Shot, material: Material, strokes: Sequence[Stroke]
) -> Iterator[Subject]:
    for stroke in strokes:
        if box := box_of(stroke.mask, material.reach):
            cutout = Cutout.moving(material, stroke.mask, box)
            yield Subject(cutout, stroke.path, _settling(shot))


def _frozen(shot: Shot, material: Material) -> Frozen | None:
    mask = shot.brush.frozen
    box = box_of(mask, material.reach) if mask else None
    if mask is None or box is None:
        return None
    return Frozen(Cutout.frozen(material, mask, box), _settling(shot))


def _tail(shot: Shot, camera: Camera, split: Split) -> Tail | None:
    if shot.tail is None:
        return None
    unmove = inverse(camera.matrix(1.0))
    views = (compose(unmove, camera.matrix(time)) for time in shot.times)
    picture = ImageOps.fit(shot.tail, shot.size, Image.Resampling.LANCZOS)
    canvas = Canvas.of(picture, shot.size, bounds(views, shot.size), split)
    return Tail(canvas, unmove, same_scene=not camera.covers)


def _settling(shot: Shot) -> float:
    return max(1.0, min(shot.size) * _SETTLING)


def _resized(picture: Image.Image, size: tuple[int, int], scale: float) -> Image.Image:
    width, height = (
        (2 * round(side * scale / 2) for side in size) if scale > 1 else size
    )
    if picture.size == (width, height):
        return picture
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
