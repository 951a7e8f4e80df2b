"""The clip before it is paid for, as far as this machine can tell."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from ..errors import ConfigError
from ..jobs import settings
from ._asked import request_of

if TYPE_CHECKING:
    from pathlib import Path

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
        ConfigError: It cannot be written where clips are saved.
    """
    from ..animatic import render
    from ..clips import Clip

    request = request_of(image, prompt, **fields)
    movie = render(request.to_json())
    # The same request makes the same animatic, and needs no second file.
    name = f"animatic-{hashlib.sha256(movie).hexdigest()[:12]}.mp4"
    path = settings().output_dir / FOLDER / name
    _write(path, movie)
    caption = " · ".join(filter(None, ("Animatic, free, not Kling", request.prompt)))
    return Clip(path, caption=caption)


def _write(path: Path, movie: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(movie)
    except OSError as error:
        reason = error.strerror or str(error)
    else:
        return
    raise ConfigError(
        f"output_dir: no preview can be written to {str(path.parent)!r} ({reason}). "
        "Name another with configure(output_dir=...)."
    )
