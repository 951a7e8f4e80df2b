"""What is behind the subjects: the picture, its holes filled as they open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Self

import numpy as np
from PIL import Image, ImageChops

from ._area import box_of, is_white, softened, widened
from ._box import Box, whole
from ._canvas import Canvas, Patch
from ._fill import fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ._cutout import Material
    from ._matrix import Bounds, Matrix
    from ._planes import Planes

_SEAM = 1.5
"""How softly a filling meets the picture, in pixels."""
_BLEND = 2
"""Pixels of filling beyond the hole, for the seam to blend with."""


@dataclass(frozen=True, slots=True)
class Backdrop:
    """The picture twice, as it is and with its holes filled."""

    found: Canvas
    filled: Canvas
    holes: tuple[Patch, ...]

    @classmethod
    def of(
        cls,
        material: Material,
        frame: tuple[int, int],
        masks: Sequence[Image.Image],
        view: Bounds,
    ) -> Self:
        """Prepare a backdrop that may lose what each of the masks covers."""
        picture, split = material.picture, material.split
        found = Canvas.of(picture, frame, view, split)
        if not masks:
            return cls(found, found, ())
        gaps = [widened(mask, 3 + round(2 * material.feather)) for mask in masks]
        behind = _filled(picture, gaps)
        return cls(
            found=found,
            filled=Canvas.of(behind, frame, view, split),
            holes=tuple(_patch(gap, found.steps) for gap in gaps),
        )

    def draw(self, matrix: Matrix, open_holes: Sequence[float], out: Planes) -> None:
        """Draw the view through `matrix`, with each hole's filling shown 0…1."""
        self._canvas(open_holes).draw(matrix, out)

    def _canvas(self, open_holes: Sequence[float]) -> Canvas:
        if all(amount >= 1 for amount in open_holes):
            return self.filled
        canvas = self.found
        for patch, amount in zip(self.holes, open_holes, strict=True):
            if amount > 0:
                canvas = canvas.mixed(self.filled, patch, amount)
        return canvas


def _filled(picture: Image.Image, gaps: Sequence[Image.Image]) -> Image.Image:
    """Fill what the gaps cover, nearest surroundings first."""
    behind = np.asarray(picture)
    unknown = is_white(widened(_union(gaps), _BLEND))
    for gap in _separate(gaps):
        hole = is_white(widened(gap, _BLEND))
        behind = fill(behind, hole, unknown)
        unknown &= ~hole
    seams = softened(_union(gaps), _SEAM)
    return Image.composite(Image.fromarray(behind), picture, seams)


def _union(masks: Sequence[Image.Image]) -> Image.Image:
    return reduce(ImageChops.lighter, masks)


def _separate(gaps: Sequence[Image.Image]) -> list[Image.Image]:
    """Join gaps whose boxes overlap: one hole is filled in one go."""
    apart: list[Image.Image] = []
    for gap in gaps:
        near = [other for other in apart if _overlap(gap, other)]
        apart = [other for other in apart if other not in near]
        apart.append(_union([gap, *near]))
    return apart


def _overlap(one: Image.Image, other: Image.Image) -> bool:
    box, its = one.getbbox(), other.getbbox()
    return bool(box and its and not Box(*box).common(Box(*its)).is_empty)


def _patch(gap: Image.Image, steps: tuple[int, ...]) -> Patch:
    """Cover all that the filling of one hole changes."""
    wide = widened(gap, _BLEND + 2)
    box = (box_of(wide, 2) or Box(0, 0, 0, 0)).common(whole(gap.size))
    part = wide.crop(box)
    spread = {step: widened(part, step - 1).reduce(step) for step in set(steps)}
    return Patch(
        box,
        tuple(spread[step].point(lambda value: 255 * (value > 0)) for step in steps),
    )
