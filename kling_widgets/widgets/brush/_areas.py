"""Moving areas from code, checked against the picture they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...api import MAX_MASKS, DynamicMask, flip
from ...errors import InputError
from ._area import MovingArea
from ._mask import to_mask
from ._path import to_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from ._path import Point

FIELD: Final = "dynamic_masks"


def read_areas(
    areas: Iterable[MovingArea | DynamicMask], size: tuple[int, int]
) -> dict[int, tuple[NDArray[np.bool_], tuple[Point, ...]]]:
    """Return mask and path of each area by its number, as a painting takes them.

    Raises:
        InputError: There are too many, or one does not fit the picture.
    """
    given = list(areas)
    if len(given) > MAX_MASKS:
        raise _refusal(f": {len(given)} areas, at most {MAX_MASKS}.")
    return {place + 1: _read(area, place, size) for place, area in enumerate(given)}


def _read(
    area: object, place: int, size: tuple[int, int]
) -> tuple[NDArray[np.bool_], tuple[Point, ...]]:
    if isinstance(area, DynamicMask):  # out of a request: Kling's y counts from below
        area = MovingArea(area.mask, flip(area.trajectories, size[1]))
    if not isinstance(area, MovingArea):
        kind = type(area).__name__
        raise _refusal(f"[{place}]: need MovingArea(mask, trajectory), got {kind}.")
    mask = to_mask(area.mask, size, f"{FIELD}[{place}].mask")
    return mask, to_path(area.trajectory, size, f"{FIELD}[{place}].trajectory")


def _refusal(problem: str) -> InputError:
    return InputError(f"{FIELD}{problem}", field=FIELD)
