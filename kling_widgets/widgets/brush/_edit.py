"""An edit as the page sends it, believed only as far as it is checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ...api import MAX_MASKS, MAX_POINTS
from ..view import MAX_MESSAGE_BYTES, is_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ._path import Point

MAX_PAGE: Final = 64
NAMES: Final = frozenset(str(area) for area in range(1, MAX_MASKS + 1))
"""The areas, as the page names them."""
PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class Edit:
    """Some pixels that have changed, and some paths."""

    page: str
    epoch: int
    """How often Python had changed the painting, as far as the page knew."""
    start: int
    data: memoryview
    paths: dict[int, tuple[Point, ...]]
    more: bool
    """Whether further pieces of the same edit follow."""

    @classmethod
    def read(
        cls, message: Mapping[str, Any], buffers: Sequence[Any], size: tuple[int, int]
    ) -> Edit | None:
        """Return what *message* says, or None if it makes no sense."""
        page, epoch, start = (message.get(key) for key in ("page", "epoch", "start"))
        paths = _paths(message.get("paths"), size)
        data = memoryview(buffers[0]) if len(buffers) == 1 else None
        if not is_text(page, MAX_PAGE) or type(epoch) is not int:
            return None
        if type(start) is not int or paths is None:
            return None
        if data is None or data.nbytes > MAX_MESSAGE_BYTES:
            return None
        return cls(page, epoch, start, data, paths, message.get("more") is True)


def _paths(value: object, size: tuple[int, int]) -> dict[int, tuple[Point, ...]] | None:
    if not isinstance(value, dict) or not value.keys() <= NAMES:
        return None
    paths = {int(area): _path(points, size) for area, points in value.items()}
    if None in paths.values():
        return None
    return {area: path for area, path in paths.items() if path is not None}


def _path(value: object, size: tuple[int, int]) -> tuple[Point, ...] | None:
    if not isinstance(value, list) or len(value) > MAX_POINTS:
        return None
    if not all(_is_point(point, size) for point in value):
        return None
    return tuple((x, y) for x, y in value)


def _is_point(value: object, size: tuple[int, int]) -> bool:
    return (
        isinstance(value, list)
        and len(value) == PAIR
        and all(type(pixel) is int for pixel in value)
        and 0 <= value[0] < size[0]
        and 0 <= value[1] < size[1]
    )
