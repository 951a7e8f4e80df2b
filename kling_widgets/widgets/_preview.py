"""The clip before it is paid for, as far as this machine can tell."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from ..jobs import settings
from ._asked import request_of

if TYPE_CHECKING:
    from ..clips import Clip

FOLDER: Final = "previews"
"""Where previews go, beside the clips."""


def preview(image: Any, prompt: str | None = None, **fields: Any) -> Clip:
    """Make a free animatic of a clip, here and now, from what would be sent.

    Args:
        image: The picture, in any form that `generate` takes.
        prompt: What happens in the clip.
        **fields: Any other parameter of `ImageToVideoRequest`, by the API's name.

    Raises:
        InputError: The clip could not be asked for like this either.
    """
    from ..animatic import render
    from ..clips import Clip

    request = request_of(image, prompt, **fields)
    movie = render(request.to_json())
    folder = settings().output_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    # The same request makes the same animatic, and needs no second file.
    path = folder / f"animatic-{hashlib.sha256(movie).hexdigest()[:12]}.mp4"
    path.write_bytes(movie)
    caption = " · ".join(filter(None, ("Animatic, free, not Kling", request.prompt)))
    return Clip(path, caption=caption)
