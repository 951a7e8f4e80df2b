"""A painting to the two fields of a request, with Kling's own axes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...api import MAX_POINTS, MIN_POINTS, DynamicMask, flip
from ...errors import InputError
from ...images import prepare_mask
from ._painting import FROZEN

if TYPE_CHECKING:
    from ...images import EncodedImage
    from ._area import MovingArea
    from ._painting import Painting

FIELD: Final = "dynamic_masks"


def request_fields(painting: Painting) -> dict[str, Any]:
    """Return `static_mask` and `dynamic_masks` as a request takes them.

    Raises:
        InputError: An area has no path, or a path has no area.
    """
    frozen = painting.mask(FROZEN)
    areas = painting.areas().items()
    return {
        "static_mask": _encoded(painting, frozen, "static_mask")
        if frozen.any()
        else None,
        FIELD: tuple(_group(painting, number, area) for number, area in areas),
    }


def _group(painting: Painting, number: int, area: MovingArea) -> DynamicMask:
    points = len(area.trajectory)
    if points < MIN_POINTS:
        raise _refusal(
            f"area {number} has {_count(points)}; it needs {MIN_POINTS} to "
            f"{MAX_POINTS}. Drag its path, or clear it."
        )
    if not area.mask.any():
        raise _refusal(
            f"area {number} has a path, but nothing is painted. Paint it, or clear it."
        )
    path = tuple((round(x), round(y)) for x, y in area.trajectory)
    return DynamicMask(
        mask=_encoded(painting, area.mask, FIELD).wire,
        # Here, and only here, the painting's y (from the top) becomes Kling's.
        trajectories=flip(path, painting.size[1]),
    )


def _encoded(painting: Painting, mask: Any, field: str) -> EncodedImage:
    return prepare_mask(mask, size=painting.size, field=field)


def _count(points: int) -> str:
    return "a path of 1 point" if points else "no path"


def _refusal(problem: str) -> InputError:
    return InputError(f"{FIELD}: {problem}", field=FIELD)
