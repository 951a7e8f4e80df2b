"""The package's front door: it stays cheap to import, and opens the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Progress = Callable[[int, int], None]
"""Called with the number of frames done and the number of frames in all."""


def render(
    request: Mapping[str, Any],
    *,
    watermark: bool = True,
    draft: bool = False,
    progress: Progress | None = None,
) -> bytes:
    """Return the animatic of a request as an H.264 MP4.

    Args:
        request: The wire JSON of an image-to-video request.
        watermark: Burn the small "not Kling" chip into the lower corner.
        draft: Render small and at half the frame rate, for a live preview.
        progress: Told after each frame; what it raises ends the rendering.

    Raises:
        InputError: The request's picture or duration cannot be read.
    """
    from ._film import shoot
    from ._shot import read_shot

    shot = read_shot(request, draft=draft)
    return shoot(shot, watermark=watermark, progress=progress)
