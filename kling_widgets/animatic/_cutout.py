"""A painted area cut out of a picture, to be laid elsewhere with a soft edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np
from PIL import Image, ImageChops

from ._area import is_white, narrowed, softened, widened
from ._box import Box, whole
from ._matrix import bounds, compose, for_plane, inverse, shifting
from ._rims import grown
from ._warp import lay, warped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._matrix import Matrix
    from ._planes import Planes, Split

Images = tuple[Image.Image, ...]

_INNER = 2
"""Pixels: this far inside its edge a subject's colours are its own."""


class Material(NamedTuple):
    """What is cut, and how."""

    picture: Image.Image
    """Frame-size RGB."""
    feather: float
    """How soft an edge is, in pixels."""
    split: Split
    """Makes planes of a picture."""

    @property
    def reach(self) -> int:
        """How far beyond its painted edge a cut-out can be seen, in pixels."""
        return 4 + round(4 * self.feather)


@dataclass(frozen=True, slots=True)
class Cutout:
    """Planes of one area, with how much of each sample belongs to it."""

    box: Box
    steps: tuple[int, ...]
    covers: Images
    found: Images
    """As it is in the picture: at rest it cannot be told from it."""
    clean: Images
    """With its rim in its own colours: elsewhere no old background shows."""

    @classmethod
    def moving(cls, material: Material, mask: Image.Image, box: Box) -> Self:
        """Cut out what is to move: with a soft edge across the painted one."""
        area = mask.crop(box)
        core = is_white(narrowed(area, _INNER))
        own = core if core.any() else is_white(area)
        return cls._cut(material, box, softened(area, material.feather), own)

    @classmethod
    def frozen(cls, material: Material, mask: Image.Image, box: Box) -> Self:
        """Cut out what must stay: solid to its edge, and soft only beyond it."""
        area = mask.crop(box)
        # one pixel wider, so that a colour sample is frozen if any of its pixels is
        solid = widened(area, 1)
        rim = softened(widened(solid, 1), material.feather)
        cover = ImageChops.lighter(solid, rim)
        return cls._cut(material, box, cover, is_white(area))

    @classmethod
    def _cut(
        cls, material: Material, box: Box, cover: Image.Image, own: NDArray[np.bool_]
    ) -> Self:
        found = _crop(material.picture, box)
        clean = grown(np.asarray(found), own, material.reach)
        planes = material.split(found)
        steps = tuple(step for step, _ in planes.stepped())
        return cls(
            box=box,
            steps=steps,
            covers=tuple(cover.reduce(step) for step in steps),
            found=planes.images(),
            clean=material.split(Image.fromarray(clean)).images(),
        )

    def draw(self, place: Matrix, away: float, out: Planes) -> Box:
        """Lay it into a frame and return where it went.

        Args:
            place: Frame coordinates to the picture's.
            away: How far from its old place it counts as being, 0…1.
            out: The frame.
        """
        spot = self._spot(place, out.size)
        if spot.is_empty:
            return spot
        through = compose(shifting(-self.box.left, -self.box.top), place)
        through = compose(through, shifting(spot.left, spot.top))
        for number, (step, plane) in enumerate(out.stepped()):
            matrix, there = for_plane(through, step), spot.scaled(step)
            cover = _bicubic(self.covers[number], matrix, there.size)
            drawn = self._drawn(number, matrix, there.size, away)
            lay(plane[there.slices()], drawn, cover)
        return spot

    def restore(self, where: Box, away: float, out: Planes) -> None:
        """Put back what lies in a box of the frame, at its old place."""
        spot = self.box.common(where)
        if spot.is_empty:
            return
        inner = spot.moved(-self.box.left, -self.box.top)
        for number, (step, plane) in enumerate(out.stepped()):
            part = inner.scaled(step)
            found, clean = (
                self.found[number].crop(part),
                self.clean[number].crop(part),
            )
            cover = self.covers[number].crop(part)
            drawn = Image.blend(found, clean, away)
            lay(plane[spot.scaled(step).slices()], drawn, cover)

    def _spot(self, place: Matrix, size: tuple[int, int]) -> Box:
        """Return the part of the frame, in whole samples, that it can reach."""
        frame_to_box = compose(shifting(-self.box.left, -self.box.top), place)
        reach = bounds([inverse(frame_to_box)], self.box.size)
        return Box.inside(reach, max(self.steps)).common(whole(size))

    def _drawn(
        self, number: int, matrix: Matrix, size: tuple[int, int], away: float
    ) -> Image.Image:
        if away >= 1:
            return _bicubic(self.clean[number], matrix, size)
        found = _bicubic(self.found[number], matrix, size)
        if away <= 0:
            return found
        return Image.blend(found, _bicubic(self.clean[number], matrix, size), away)


def _bicubic(still: Image.Image, matrix: Matrix, size: tuple[int, int]) -> Image.Image:
    return warped(still, matrix, size, Image.Resampling.BICUBIC)


def _crop(picture: Image.Image, box: Box) -> Image.Image:
    """Crop a box that may reach past the picture, whose edge is then drawn out."""
    inner = box.common(whole(picture.size))
    around = (
        (inner.top - box.top, box.bottom - inner.bottom),
        (inner.left - box.left, box.right - inner.right),
        (0, 0),
    )
    return Image.fromarray(np.pad(np.asarray(picture.crop(inner)), around, "edge"))
