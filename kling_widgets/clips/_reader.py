"""What a clip's file holds, read with PyAV: its info and its pictures.

The file is opened here and handed over as a stream of the MP4 kind, so that
neither its name nor its content can make the reader open anything else.
"""

from __future__ import annotations

from collections import deque
from contextlib import closing, contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

from ..errors import DownloadError
from ._file import reading, unreadable
from ._info import ClipInfo

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray
    from PIL.Image import Image

SEARCHED_FRAMES: Final = 24
"""How far into a clip the first picture worth showing is looked for."""

FLAT: Final = 4.0
"""A frame whose levels vary less than this shows nothing yet."""


def read_info(path: Path) -> ClipInfo:
    """Size, length, speed and codecs, without decoding a picture.

    Raises:
        DownloadError: the file is gone or no video.
    """
    with opened(path) as (container, stream):
        sound = next(iter(container.streams.audio), None)
        return ClipInfo(
            width=stream.width,
            height=stream.height,
            duration=float((stream.duration or 0) * stream.time_base),
            fps=float(stream.average_rate or 0),
            codec=_codec(stream),
            sound=sound and _codec(sound),
            bytes=path.stat().st_size,
        )


def _codec(stream: Any) -> str:
    """The coding's common name; a decoder of it may have another one."""
    context = stream.codec_context  # None where no decoder is known
    return str(context.codec.canonical_name) if context else "unknown"


def read_frames(path: Path, count: int) -> NDArray[Any]:
    """`count` pictures spread evenly from the first to the last, as uint8 RGB.

    Raises:
        DownloadError: the file is gone or no video.
    """
    import numpy as np

    return np.stack([frame.to_ndarray(format="rgb24") for frame in picked(path, count)])


def picked(path: Path, count: int) -> Iterator[Any]:
    """`count` frames spread evenly from the first to the last.

    Raises:
        DownloadError: the file is gone or no video.
    """
    moments = deque(_moments(read_info(path), count))
    for seconds, frame in _timed(decoded(path)):
        while moments and seconds >= moments[0]:
            yield frame
            moments.popleft()
    for _ in moments:  # a clip may end a little before it says
        yield frame


def _timed(frames: Iterable[Any]) -> Iterator[tuple[float, Any]]:
    """Each frame with its seconds since the first one."""
    start: float | None = None
    for frame in frames:
        start = frame.time if start is None else start
        yield frame.time - start, frame


def _moments(info: ClipInfo, count: int) -> list[float]:
    """Seconds at which a picture is wanted: half a frame early, against rounding."""
    frame = 1 / info.fps if info.fps else 0.0
    step = max(info.duration - frame, 0.0) / max(count - 1, 1)
    return [index * step - frame / 2 for index in range(count)]


def read_first_picture(path: Path) -> Image:
    """The first picture worth showing, which is not a blank lead-in.

    Raises:
        DownloadError: the file is gone or no video.
    """
    with closing(decoded(path)) as frames:
        head = islice(frames, SEARCHED_FRAMES)
        first = next(head)
        candidates = chain((first,), head)
        return _picture(next(filter(_shows_something, candidates), first))


def _shows_something(frame: Any) -> bool:
    return bool(frame.to_ndarray(format="gray").std() > FLAT)


def read_last_picture(path: Path) -> Image:
    """The picture that the clip ends on.

    Raises:
        DownloadError: the file is gone or no video.
    """
    for frame in decoded(path, from_end=True):
        last = frame
    return _picture(last)


def _picture(frame: Any) -> Image:
    picture: Image = frame.to_image()
    return picture


def decoded(path: Path, *, from_end: bool = False) -> Generator[Any, None, None]:
    """The frames, at least one; `from_end` starts at the last one that stands alone."""
    with opened(path) as (container, stream):
        if from_end and stream.duration:
            container.seek(stream.duration, stream=stream)
        frame = None
        for frame in container.decode(stream):
            yield frame
        if frame is None:
            raise DownloadError(f"There is no picture in {path.name!r}.")


def decoded_sound(path: Path) -> Iterator[Any]:
    """The pieces of the clip's sound; none for a silent clip.

    Raises:
        DownloadError: the file is gone or no video.
    """
    with opened(path) as (container, _):
        for stream in container.streams.audio[:1]:
            yield from container.decode(stream)


def packets(path: Path) -> Iterator[Any]:
    """What the clip's pictures and sound are coded in, as it lies in the file.

    Raises:
        DownloadError: the file is gone or no video.
    """
    with opened(path) as (container, stream):
        streams = (stream, *container.streams.audio[:1])
        yield from (item for item in container.demux(*streams) if item.size)


def read_title(path: Path) -> str:
    """The title that the file gives itself, perhaps none.

    Raises:
        DownloadError: the file is gone or no video.
    """
    with opened(path) as (container, _):
        return str(container.metadata.get("title", ""))


@contextmanager
def opened(path: Path) -> Iterator[tuple[Any, Any]]:
    """The file's container and its video stream."""
    import av

    try:
        with (
            reading(path),
            path.open("rb") as file,
            av.open(file, format="mp4") as container,
        ):
            if not container.streams.video:
                raise DownloadError(f"There is no picture track in {path.name!r}.")
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            yield container, stream
    except av.FFmpegError as exc:
        raise unreadable(path) from exc
