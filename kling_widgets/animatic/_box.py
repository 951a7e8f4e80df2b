"""Rectangles of whole pixels."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ._matrix import Bounds


class Box(NamedTuple):
    """A rectangle of whole pixels, in the order that Pillow has."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def inside(cls, bounds: Bounds, grain: int) -> Box:
        """Return the largest box within bounds whose sides are multiples of grain."""
        left, top = (grain * math.ceil(side / grain) for side in bounds[:2])
        right, bottom = (grain * math.floor(side / grain) for side in bounds[2:])
        return cls(left, top, max(left, right), max(top, bottom))

    @classmethod
    def around(cls, bounds: Bounds, grain: int) -> Box:
        """Return the smallest box around bounds whose sides are multiples of grain."""
        left, top = (grain * math.floor(side / grain) for side in bounds[:2])
        right, bottom = (grain * math.ceil(side / grain) for side in bounds[2:])
        return cls(left, top, right, bottom)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.right - self.left, self.bottom - self.top

    @property
    def is_empty(self) -> bool:
        """Whether no pixel lies inside."""
        return self.left >= self.right or self.top >= self.bottom

    def scaled(self, step: int) -> Box:
        """Return the box in a plane whose samples span `step` pixels."""
        return Box(*(side // step for side in self))

    def moved(self, right: int, down: int) -> Box:
        """Return the box somewhere else."""
        return Box(
            self.left + right, self.top + down, self.right + right, self.bottom + down
        )

    def grown(self, pixels: int) -> Box:
        """Return the box with room on every side."""
        left, top, right, bottom = self
        return Box(left - pixels, top - pixels, right + pixels, bottom + pixels)

    def common(self, other: Box) -> Box:
        """Return what two boxes share; it may be empty."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def slices(self) -> tuple[slice, slice]:
        """Return the box as an index of rows and columns."""
        return slice(self.top, self.bottom), slice(self.left, self.right)


def whole(size: tuple[int, int]) -> Box:
    """Return the box of a whole picture."""
    return Box(0, 0, *size)
