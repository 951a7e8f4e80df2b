"""A numpy array, or whatever turns into one, to a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ._levels import named, to_levels

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

CHANNELS = (1, 3, 4)
DIMENSIONS = 3


def from_array(anything: Any, field: str) -> tuple[Image, tuple[str, ...]]:
    """A picture of the array's levels, and what was done to them.

    Raises:
        InputError: its shape or its numbers are no picture.
    """
    from PIL import Image

    array, moved = _to_channels_last(_as_array(anything, field))
    if not _is_picture(array):
        raise InputError(
            f"{field}: {named(array)}; need uint8 (height, width, 3). "
            "(height, width), four channels and decimals in 0…1 are taken too.",
            field=field,
        )
    levels, scaled = to_levels(array, field)
    picture = Image.fromarray(_contiguous(levels))
    return picture, tuple(note for note in (moved, scaled) if note)


def _as_array(anything: Any, field: str) -> NDArray[Any]:
    import numpy as np

    try:
        return np.asarray(anything)
    except (TypeError, ValueError, RuntimeError) as exc:
        raise InputError(
            f"{field}: a {type(anything).__name__} that cannot be read as an array. "
            "For a tensor, pass tensor.detach().cpu().numpy().",
            field=field,
        ) from exc


def _to_channels_last(array: NDArray[Any]) -> tuple[NDArray[Any], str | None]:
    """Tensors come as (3, height, width): move the channels where pictures have them."""
    if array.ndim != DIMENSIONS:
        return array, None
    first, last = array.shape[0], array.shape[-1]
    if first in CHANNELS and last not in CHANNELS:
        return array.transpose(1, 2, 0), "channels moved to the end"
    return array, None


def _is_picture(array: NDArray[Any]) -> bool:
    if not array.size:
        return False
    if array.ndim == DIMENSIONS:
        return array.shape[2] in CHANNELS
    return array.ndim == DIMENSIONS - 1


def _contiguous(levels: NDArray[Any]) -> NDArray[Any]:
    import numpy as np

    if levels.ndim == DIMENSIONS and levels.shape[2] == 1:
        levels = levels[:, :, 0]
    return np.ascontiguousarray(levels)
