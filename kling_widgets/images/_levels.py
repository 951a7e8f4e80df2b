"""Brightness levels of any number type, to the 8 bits that a picture file has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

SLACK = 0.005
"""How far resampling may overshoot 0…1 and still be a picture."""

TOP = 255
DEEP_TOP = 65535


def to_levels(array: NDArray[Any], field: str) -> tuple[NDArray[Any], str | None]:
    """`array` as uint8, and what was done to it if anything was.

    Raises:
        InputError: the numbers are no brightness levels.
    """
    match array.dtype.kind, array.dtype.itemsize:
        case "b", _:
            return array.astype("uint8") * TOP, None
        case "u", 1:
            return array, None
        case "u", 2:
            return _from_deep(array), "16-bit levels reduced to 8 bits"
        case "u" | "i", _:
            return _from_integers(array, field)
        case "f", _:
            return _from_floats(array, field)
    raise InputError(
        f"{field}: {named(array)} holds no brightness levels; "
        "need uint8 (height, width, 3).",
        field=field,
    )


def _from_deep(array: NDArray[Any]) -> NDArray[Any]:
    """0…65535 to 0…255, rounded."""
    levels: NDArray[Any] = (array.astype("uint32") * TOP + DEEP_TOP // 2) // DEEP_TOP
    return levels.astype("uint8")


def _from_integers(array: NDArray[Any], field: str) -> tuple[NDArray[Any], str]:
    low, high = array.min(), array.max()
    if low < 0 or high > TOP:
        raise InputError(
            f"{field}: {named(array)} with values {low}…{high}; "
            "whole numbers must lie in 0…255.",
            field=field,
        )
    return array.astype("uint8"), f"{array.dtype} levels stored as 8 bits"


def _from_floats(array: NDArray[Any], field: str) -> tuple[NDArray[Any], str]:
    import numpy as np

    if not np.isfinite(array).all():
        raise InputError(
            f"{field}: {named(array)} contains NaN or infinity. "
            "Replace them, for example with numpy.nan_to_num(...).",
            field=field,
        )
    low, high = float(array.min()), float(array.max())
    if low < -SLACK or high > 1 + SLACK:
        raise InputError(
            f"{field}: {named(array)} with values {low:.4g}…{high:.4g}; decimal "
            "numbers must lie in 0…1. Scale them, or pass uint8 in 0…255.",
            field=field,
        )
    levels = np.rint(np.clip(array, 0, 1) * TOP).astype("uint8")
    return levels, "levels 0…1 scaled to 0…255"


def named(array: NDArray[Any]) -> str:
    """`an array of float64 (480, 640)`, for a sentence."""
    return f"an array of {array.dtype} {array.shape}"
