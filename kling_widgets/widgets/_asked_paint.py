"""Painted areas beside their picture: paths that leave it, areas that overlap."""

from __future__ import annotations

import logging
from itertools import combinations
from typing import TYPE_CHECKING

from ..errors import NOTHING_SENT, InputError
from ..images import open_wire

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image

    from ..api import DynamicMask

logger = logging.getLogger("kling_widgets")

PAINTED = 255


def check_paint(groups: Sequence[DynamicMask], size: tuple[int, int]) -> None:
    """Refuse a path that leaves the picture; say what is doubtful.

    Raises:
        InputError: naming the first point that is outside.
    """
    for number, group in enumerate(groups):
        _check_inside(group, number, size)
    for doubt in _doubts(groups):
        logger.warning("dynamic_masks%s", doubt)


def _check_inside(group: DynamicMask, number: int, size: tuple[int, int]) -> None:
    for place, point in enumerate(group.trajectories):
        for axis, value, end in zip("xy", point, size, strict=True):
            if value >= end:
                raise InputError(
                    f"dynamic_masks[{number}].trajectories[{place}]: {axis}={value} is "
                    f"outside 0…{end - 1}. {NOTHING_SENT}",
                    field="dynamic_masks",
                )


def _doubts(groups: Sequence[DynamicMask]) -> Iterator[str]:
    areas = {
        number: _area(group.mask)
        for number, group in enumerate(groups)
        if not group.mask.startswith(("https:", "http:"))
    }
    for number, group in enumerate(groups):
        if len(set(group.trajectories)) == 1:
            yield f"[{number}]: all points of the path are one: no movement."
    for number, area in areas.items():
        x, y = groups[number].trajectories[0]
        if area.getpixel((x, area.height - 1 - y)) != PAINTED:
            yield f"[{number}]: the path begins outside its mask, at ({x}, {y})."
    for one, other in combinations(areas, 2):
        shared = _shared(areas[one], areas[other])
        if shared:
            yield f": masks {one} and {other} overlap in {shared:,} pixels."


def _area(wire: str) -> Image:
    return open_wire(wire).convert("L")


def _shared(one: Image, other: Image) -> int:
    from PIL import ImageChops

    return ImageChops.darker(one, other).histogram()[PAINTED]
