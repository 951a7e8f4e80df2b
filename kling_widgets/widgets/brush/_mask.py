"""Whatever marks a part of a picture, to true and false for each of its pixels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ...images import open_wire, prepare_mask
from ._path import finite

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

BOX: Final = ("left", "top", "right", "bottom")
PLANE: Final = 2
"""Dimensions of an array that is a mask, not a picture in colours."""
WHITE_FROM: Final = 128
ARRAYS: Final = ("__array__", "__array_interface__")


def to_mask(anything: Any, size: tuple[int, int], field: str) -> Mask:
    """Return what is painted as a bool array of the picture's size.

    Args:
        anything: An array (true/false, 0/1, or levels with white painted), a PIL
            image, any other picture, a box of four numbers, or None for nothing.
        size: The picture's width and height; another size of the same ratio is scaled.
        field: The API's name of the parameter, for messages.

    Raises:
        InputError: It marks no part of this picture.
    """
    if anything is None:
        return _nothing(size)
    if _is_box(anything):
        return _box(anything, size, field)
    plane = _plane(anything)
    if plane is None:
        return _drawn(anything, size, field)
    if not plane.any():
        return _nothing(size)
    if plane.dtype == np.bool_ and plane.shape == size[::-1]:
        return plane.copy()
    return _drawn(plane, size, field)


def _nothing(size: tuple[int, int]) -> Mask:
    return np.zeros(size[::-1], np.bool_)


def _is_box(anything: Any) -> bool:
    is_list = isinstance(anything, Sequence) and not isinstance(anything, str | bytes)
    return is_list and len(anything) == len(BOX) and not hasattr(anything[0], "__len__")


def _box(box: Sequence[Any], size: tuple[int, int], field: str) -> Mask:
    sides = [
        finite(value, f"{field} {side}", field)
        for value, side in zip(box, BOX, strict=True)
    ]
    left, top, right, bottom = (max(0, round(side)) for side in sides)
    mask = _nothing(size)
    mask[top:bottom, left:right] = True
    return mask


def _plane(anything: Any) -> NDArray[Any] | None:
    """Return a flat array as it is, or as true/false where its levels are 0 and 1."""
    if not any(hasattr(anything, name) for name in ARRAYS):
        return None
    try:
        array = np.asarray(anything)
    except (TypeError, ValueError, RuntimeError):
        return None  # what it is will be told where pictures are read
    if array.ndim != PLANE or not array.size:
        return None
    whole = array.dtype.kind in "ui" and 0 <= array.min() <= array.max() <= 1
    return array.astype(np.bool_) if whole else array


def _drawn(anything: Any, size: tuple[int, int], field: str) -> Mask:
    """Return a picture's white, by the very way that a request's mask takes."""
    ready = prepare_mask(anything, size=size, field=field)
    grey = np.asarray(open_wire(ready.wire).convert("L"))
    return grey >= WHITE_FROM
