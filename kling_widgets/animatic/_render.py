"""The package's front door: it stays cheap to import, and opens the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL import Image

    from ._shoot import Progress


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
        progress: Told after each frame how many are done, and how many there are
            in all; what it raises ends the rendering.

    Raises:
        InputError: A picture, a trajectory or a number of the request cannot be
            read.
    """
    from ._shoot import shoot
    from ._shot import DRAFT_AREA, DRAFT_FPS, area_of, read_shot

    if draft:
        shot = read_shot(request, area=DRAFT_AREA, fps=DRAFT_FPS)
    else:
        shot = read_shot(request, area=area_of(request))
    return shoot(shot, watermark=watermark, progress=progress)


def end_frame(request: Mapping[str, Any]) -> Image.Image:
    """Return the animatic's last frame, unmarked, at the picture's own size.

    A painted motion can so be given to a model that has no brush but takes a tail
    picture: the subjects stand at the ends of their paths, with the background
    filled in where they were.

    Raises:
        InputError: As for `render`.
    """
    from ._shoot import last_frame
    from ._shot import read_shot

    return last_frame(read_shot(request, area=None))
