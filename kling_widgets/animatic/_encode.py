"""Frames in, an MP4 in memory out: H.264, 4:2:0, BT.709, index in front."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from av.video.frame import VideoFrame

from ._planes import Planes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ._quality import Quality

TITLE = "Animatic (not Kling)"

_BT709 = 1
_LIMITED = 1
_THREADS = 2
"""Fixed: with one thread, or as many as there are cores, the bytes would differ."""


def new_frame(size: tuple[int, int]) -> VideoFrame:
    """Make an empty frame for the encoder."""
    return VideoFrame(*size, "yuv420p")


def planes_of(frame: VideoFrame) -> Planes:
    """Return writable views of a frame's planes; no pixel is copied."""
    return Planes(
        *(
            np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)[  # type: ignore[call-overload]
                :, : plane.width
            ]
            for plane in frame.planes
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """What the encoder must know of the frames to come."""

    size: tuple[int, int]
    fps: int
    count: int
    comment: str
    """Goes into the file's metadata."""
    quality: Quality


def encode(film: Film, frames: Iterable[VideoFrame]) -> bytes:
    """Encode frames to a file in memory."""
    buffer = io.BytesIO()
    options = _container_options(film)
    with av.open(buffer, "w", format="mp4", options=options) as container:
        container.metadata.update(title=TITLE, comment=film.comment)
        stream = _add_stream(container, film)
        for number, frame in enumerate(frames):
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return buffer.getvalue()


def _container_options(film: Film) -> dict[str, str]:
    # "+faststart" opens the output a second time by its name, which a buffer has
    # not; room is reserved in front instead, and what is left of it stays free.
    room = 8192 + 48 * film.count + 2 * len(film.comment.encode())
    return {"moov_size": str(room), "fflags": "+bitexact"}


def _add_stream(container: Any, film: Film) -> Any:
    options = film.quality.options(fps=film.fps, count=film.count)
    stream = container.add_stream("libx264", rate=film.fps, options=options)
    stream.width, stream.height = film.size
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.thread_count = _THREADS
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = _LIMITED
    return stream
