"""A painting in the kernel: which area each pixel belongs to, and where areas go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ...api import MAX_MASKS
from ._area import MovingArea
from ._runs import apply, difference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ._path import Point
    from ._runs import Runs

    Mask = NDArray[np.bool_]

NOTHING: Final = 0
FROZEN: Final = 1
"""The labels of the moving areas follow."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is different: pixels as runs from a place on, and paths by area."""

    start: int
    runs: Runs
    paths: dict[int, tuple[Point, ...]]

    def __bool__(self) -> bool:
        return bool(self.runs.size or self.paths)


class Painting:
    """One label for each pixel: a pixel belongs to the area that was painted last."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self.labels: NDArray[np.uint8] = np.zeros(size[::-1], np.uint8)
        self.paths: dict[int, tuple[Point, ...]] = {}
        """By area, 1 to 6; only those that are not empty."""

    def mask(self, label: int) -> Mask:
        """Return where an area is, as an array of its own."""
        return np.asarray(self.labels == label)

    def areas(self) -> dict[int, MovingArea]:
        """Return the moving areas that are painted or have a path, by number."""
        painted = set(np.unique(self.labels).tolist())
        return {
            area: MovingArea(self.mask(FROZEN + area), self.paths.get(area, ()))
            for area in range(1, MAX_MASKS + 1)
            if FROZEN + area in painted or area in self.paths
        }

    def everything(self) -> Change:
        """Return all that is there, as a change of an empty painting."""
        return self._since(np.zeros_like(self.labels), {})

    def freeze(self, mask: Mask) -> Change:
        """Make this the frozen area."""
        before = self.labels.copy()
        self.labels[before == FROZEN] = NOTHING
        self.labels[mask] = FROZEN
        return self._since(before, self.paths)

    def move(self, areas: Mapping[int, tuple[Mask, tuple[Point, ...]]]) -> Change:
        """Make these the moving areas."""
        before, paths = self.labels.copy(), self.paths
        self.labels[before > FROZEN] = NOTHING
        for area, (mask, _path) in areas.items():
            self.labels[mask] = FROZEN + area
        self.paths = {area: path for area, (_mask, path) in areas.items() if path}
        return self._since(before, paths)

    def clear(self) -> Change:
        """Take everything away."""
        before, paths = self.labels.copy(), self.paths
        self.labels[:] = NOTHING
        self.paths = {}
        return self._since(before, paths)

    def take(
        self, start: int, data: memoryview, paths: Mapping[int, tuple[Point, ...]]
    ) -> bool:
        """Take an edit from the page; says whether its pixels made sense."""
        if not apply(self.labels, start, data):
            return False
        merged = {**self.paths, **paths}
        self.paths = {area: merged[area] for area in sorted(merged) if merged[area]}
        return True

    def _since(
        self, labels: NDArray[np.uint8], paths: Mapping[int, tuple[Point, ...]]
    ) -> Change:
        moved = {
            area: self.paths.get(area, ())
            for area in range(1, MAX_MASKS + 1)
            if self.paths.get(area) != paths.get(area)
        }
        return Change(*difference(labels, self.labels), moved)
