"""A move, made into one matrix per moment."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ._ease import ease
from ._move import Move

if TYPE_CHECKING:
    from ._matrix import Matrix

_RAMP = 0.3
_COVER_TIME = 0.5
_SWAY_HZ = ((0.9, 0.55, 0.0), (0.7, 1.3, 0.9))
"""Per direction: two frequencies and the second one's phase."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera over a flat picture; it starts with the whole picture in view."""

    move: Move
    size: tuple[int, int]
    seconds: float
    covers: bool = True
    """Whether it zooms in as far as it takes to stay over the picture."""

    @property
    def is_still(self) -> bool:
        """Whether every frame shows the same view."""
        return self.move == Move()

    def matrix(self, time: float) -> Matrix:
        """Map the frame at `time` (0…1) onto the picture."""
        width, height = self.size
        done = ease(time, _RAMP)
        zoom = self._zoom(time)
        right, down = self._sway(time)
        turn = math.radians(self.move.roll * done)
        cos, sin = math.cos(turn) / zoom, math.sin(turn) / zoom
        x = width * (0.5 + self.move.right * done + right)
        y = height * (0.5 + self.move.down * done + down * width / height)
        linear = np.array([[cos, -sin], [sin, cos]])
        offset = np.array([x, y]) - linear @ (width / 2, height / 2)
        return np.column_stack([linear, offset])

    def _zoom(self, time: float) -> float:
        """Zoom as asked, and soon enough that no frame looks past the picture."""
        asked = math.log(self.move.zoom)
        lacking = 0.0
        if self.covers and asked >= 0:
            lacking = max(math.log(self._cover()) - asked, 0.0)
        return math.exp(
            asked * ease(time, _RAMP) + lacking * ease(time / _COVER_TIME, _RAMP)
        )

    def _cover(self) -> float:
        """Return the zoom at which the last view lies inside the picture."""
        turn = math.radians(abs(self.move.roll))
        ratio = self.size[1] / self.size[0]
        cos, sin = math.cos(turn), math.sin(turn)
        across = (cos + sin * ratio) / _room(self.move.right, self.move.sway)
        along = (cos + sin / ratio) / _room(self.move.down, self.move.sway / ratio)
        return max(across, along)

    def _sway(self, time: float) -> tuple[float, float]:
        clock = 2 * math.pi * time * self.seconds
        amount = self.move.sway * min(1.0, time * self.seconds)
        right, down = (
            0.6 * math.sin(first * clock) + 0.4 * math.sin(second * clock + phase)
            for first, second, phase in _SWAY_HZ
        )
        return amount * right, amount * down


def _room(travel: float, sway: float) -> float:
    return max(1.0 - 2.0 * (abs(travel) + abs(sway)), 0.2)
