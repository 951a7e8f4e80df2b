"""The picture under the camera: sharp enough to go near, and wide enough."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np
from PIL import Image

from ._matrix import compose, for_plane, scaling
from ._warp import warped

if TYPE_CHECKING:
    from ._box import Box
    from ._matrix import Bounds, Matrix
    from ._planes import Planes, Split

_EXACT = 1e-6


class Patch(NamedTuple):
    """A part of a canvas that another canvas shows differently."""

    box: Box
    covers: tuple[Image.Image, ...]
    """Per plane, black and white: where it differs."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """Planes to be looked at through a matrix in frame coordinates."""

    stills: tuple[Image.Image, ...]
    steps: tuple[int, ...]
    placing: Matrix
    """Frame coordinates to canvas coordinates."""

    @classmethod
    def of(
        cls, picture: Image.Image, frame: tuple[int, int], view: Bounds, split: Split
    ) -> Self:
        """Lay out a picture that fills the frame, wide enough for the view.

        Args:
            picture: May have more pixels than the frame.
            frame: The frame's width and height.
            view: What the camera sees, in frame coordinates. Beyond the
                picture it sees the picture's mirror image.
            split: Makes planes of the picture.
        """
        across, along = (
            mine / its for mine, its in zip(picture.size, frame, strict=True)
        )
        margins = _margins(view, frame, (across, along))
        planes = split(_widened(picture, margins))
        return cls(
            stills=planes.images(),
            steps=tuple(step for step, _ in planes.stepped()),
            placing=scaling(across, along, margins[0], margins[1]),
        )

    def draw(self, matrix: Matrix, out: Planes) -> None:
        """Draw the view through `matrix` (frame to picture) into `out`."""
        through = compose(self.placing, matrix)
        for still, step, plane in zip(self.stills, self.steps, out, strict=True):
            height, width = plane.shape
            plane[:] = np.asarray(
                warped(still, for_plane(through, step), (width, height))
            )

    def mixed(self, other: Self, patch: Patch, amount: float) -> Self:
        """Show a patch as another canvas of the same layout has it, in part."""
        left, top = self.placing[:, 2].astype(int).tolist()
        spot = patch.box.moved(left, top)
        stills = tuple(still.copy() for still in self.stills)
        for number, step in enumerate(self.steps):
            box = spot.scaled(step)
            cover = patch.covers[number].point(lambda value: round(value * amount))
            stills[number].paste(other.stills[number].crop(box), box, cover)
        return replace(self, stills=stills)


def _margins(
    view: Bounds, frame: tuple[int, int], scale: tuple[float, float]
) -> tuple[int, ...]:
    """Return how much canvas the picture lacks on each side, in even pixels."""
    left, top, right, bottom = view
    lacks = (-left, -top, right - frame[0], bottom - frame[1])
    return tuple(
        2 * math.ceil(max(0.0, lack - _EXACT) * factor / 2)
        for lack, factor in zip(lacks, scale * 2, strict=True)
    )


def _widened(picture: Image.Image, margins: tuple[int, ...]) -> Image.Image:
    if not any(margins):
        return picture
    left, top, right, bottom = margins
    around = ((top, bottom), (left, right), (0, 0))
    return Image.fromarray(np.pad(np.asarray(picture), around, mode="symmetric"))
