"""One text among an MP4's own tags, written without touching picture or sound.

The tag is of the kind that music players keep their own notes in; whatever else is
in the file stays. It is the one place that knows mutagen.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, Final

from ..errors import DownloadError
from ._file import unreadable
from ._mp4 import check_mp4
from ._write import replacing

if TYPE_CHECKING:
    from pathlib import Path

TAG: Final = "----:kling_widgets:recipe"


def write_tag(path: Path, text: str) -> None:
    """Write the text into the file, which stays as it is if that fails.

    Raises:
        DownloadError: the file is no MP4 that can be tagged.
        OSError: it cannot be written.
    """
    from mutagen.mp4 import AtomDataType, MP4FreeForm

    with replacing(path) as part:
        shutil.copyfile(path, part)
        movie = _opened(part, path)
        if movie.tags is None:
            movie.add_tags()
        movie.tags[TAG] = [MP4FreeForm(text.encode(), AtomDataType.UTF8)]
        _save(movie, part, path)
        check_mp4(part)


def read_tag(path: Path) -> str | None:
    """The text in the file, or None where there is none.

    Raises:
        DownloadError: the file is no MP4.
        OSError: it cannot be read.
    """
    values = (_opened(path, path).tags or {}).get(TAG)
    return bytes(values[0]).decode("utf-8", "replace") if values else None


def _opened(path: Path, named: Path) -> Any:
    from mutagen import MutagenError
    from mutagen.mp4 import MP4

    with path.open("rb") as file:
        try:
            return MP4(file)
        except (MutagenError, RecursionError) as exc:  # boxes in boxes in boxes
            raise unreadable(named) from exc


def _save(movie: Any, part: Path, named: Path) -> None:
    from mutagen import MutagenError

    with part.open("rb+") as file:
        try:
            movie.save(file)
        except MutagenError as exc:
            raise DownloadError(f"The clip at {str(named)!r} takes no tags.") from exc
