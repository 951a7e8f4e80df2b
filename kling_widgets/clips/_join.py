"""Clips one after another, as one clip."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..errors import ConfigError, InputError
from ._clip import Clip
from ._join_copy import copy
from ._join_encode import encode
from ._mp4 import check_mp4
from ._path import path_of
from ._reader import read_title
from ._shape import differences, read_shape
from ._write import replacing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike
    from pathlib import Path


def join(clips: Iterable[str | PathLike[str]], path: str | PathLike[str]) -> Clip:
    """Put clips one after another into a new file.

    Where they are coded alike nothing is coded anew: every picture stays what it
    was, and it takes a moment. Where they differ, all of them are fitted into the
    first one's size, silence fills in for missing sound, and the caption says so.
    Every picture of every clip is kept, for as long as it was shown.

    Args:
        clips: in their order; clips or paths.
        path: where to write; an older file there is replaced.

    Raises:
        ValueError: there are no clips, or one of them is at `path`.
        InputError: they are no list, or no file can have one of the paths.
        DownloadError: a clip is gone or no video.
        ConfigError: nothing can be written there.
    """
    sources = [path_of(clip, "clips").absolute() for clip in _several(clips)]
    target = path_of(path, "path").absolute()
    if not sources:
        raise ValueError("join: no clips; pass at least one.")
    if target.resolve() in {source.resolve() for source in sources}:
        raise ValueError(f"join: {target.name!r} is one of the clips; name another.")
    differing = differences([read_shape(source) for source in sources])
    _write(sources, target, is_alike=not differing)
    return Clip(target, caption=_caption(len(sources), differing))


def _several(clips: object) -> Iterable[Any]:
    """Return the clips; a text would else be taken for one of letters."""
    if isinstance(clips, Iterable) and not isinstance(clips, str | bytes):
        return clips
    raise InputError(
        f"clips: {type(clips).__name__} is no list; pass the clips in one, as in "
        "join([first, second], 'both.mp4').",
        field="clips",
    )


def _write(sources: Sequence[Path], target: Path, *, is_alike: bool) -> None:
    import av

    title = " + ".join(dict.fromkeys(filter(None, map(read_title, sources))))
    options = {"movflags": "faststart"}
    try:
        with replacing(target) as part:
            with av.open(str(part), "w", format="mp4", options=options) as output:
                if title:
                    output.metadata["title"] = title
                (copy if is_alike else encode)(sources, output)
            check_mp4(part)
    except (av.FFmpegError, OSError) as exc:
        reason = exc.strerror or exc
        raise ConfigError(
            f"The clips could not be joined into {str(target)!r}: {reason}."
        ) from exc


def _caption(count: int, differing: Sequence[str]) -> str:
    joined = f"Joined from {count} clip{'s' * (count != 1)}."
    if not differing:
        return joined
    what = " and ".join(filter(None, (", ".join(differing[:-1]), differing[-1])))
    verb = "differ" if len(differing) > 1 else "differs"
    return f"{joined} Coded anew, because their {what} {verb}."
