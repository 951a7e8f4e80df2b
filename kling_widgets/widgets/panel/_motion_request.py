"""The request that a brush model would get, whatever the chosen model takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...errors import InputError

if TYPE_CHECKING:
    from ..brush import Brush


def motion_request(brush: Brush, prompt: str | None, duration: str) -> dict[str, Any]:
    """Return the wire form of picture and painting, as the animatic reads it.

    Raises:
        InputError: There is no picture, or the painting is not whole.
    """
    if brush.image is None:
        raise InputError("image: choose a picture first.", field="image")
    painted = brush.request_fields()
    frozen = painted["static_mask"]
    return {
        "image": brush.image.wire,
        "prompt": prompt,
        "duration": duration,
        "static_mask": frozen.wire if frozen else None,
        "dynamic_masks": [group.to_json() for group in painted["dynamic_masks"]],
    }
