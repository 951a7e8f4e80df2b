"""Frames in, an MP4 in memory out: H.264, 4:2:0, BT.709, index in front."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from av.video.frame import VideoFrame

from ._planes import Planes

if TYPE_CHECKING:
    from collections.abc import Iterable

TITLE = "Animatic (not Kling)"

_BT709 = 1
_LIMITED = 1
_THREADS = 2
"""Fixed: with one thread, or as many as there are cores, the bytes would differ."""
_KEYFRAME_SECONDS = 5
"""Between keyframes: seeking stays quick, and a 5 s clip pays for one only."""

_X264 = (
    # the speed of "superfast" with the size of "veryfast"
    "subme=1:ref=1:trellis=0"
    # without these two, saturated subjects leave coloured specks behind
    ":dct-decimate=0:chroma-qp-offset=-3"
    ":keyint={keyint}"
)


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


def encode(
    frames: Iterable[VideoFrame],
    *,
    size: tuple[int, int],
    fps: int,
    count: int,
    comment: str,
) -> bytes:
    """Encode `count` frames; `comment` goes into the file's metadata."""
    buffer = io.BytesIO()
    options = _container_options(count, comment)
    with av.open(buffer, "w", format="mp4", options=options) as container:
        container.metadata.update(title=TITLE, comment=comment)
        stream = _add_stream(container, size, fps)
        for number, frame in enumerate(frames):
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return buffer.getvalue()


def _container_options(count: int, comment: str) -> dict[str, str]:
    # "+faststart" opens the output a second time by its name, which a buffer has
    # not; room is reserved in front instead, and what is left of it stays free.
    room = 8192 + 48 * count + 2 * len(comment.encode())
    return {"moov_size": str(room), "fflags": "+bitexact"}


def _add_stream(container: Any, size: tuple[int, int], fps: int) -> Any:
    settings = _X264.format(keyint=_KEYFRAME_SECONDS * fps)
    options = {"preset": "veryfast", "crf": "20", "x264-params": settings}
    stream = container.add_stream("libx264", rate=fps, options=options)
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.thread_count = _THREADS
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = _LIMITED
    return stream
