"""The usual way to move a still: ffmpeg's `zoompan`, which crops whole pixels.

It runs as PyAV's own filter graph, so that nothing need be installed, and ends in
the encoder settings that the animatic has: what is compared is the drawing alone.
"""

from __future__ import annotations

import io
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
from av.filter import Graph

from kling_widgets.animatic._quality import Quality

if TYPE_CHECKING:
    from collections.abc import Iterator

    from av.video.frame import VideoFrame

FPS = 24
# what the animatic does unasked: a little closer, a little to the right and up
DRIFT = (
    "zoompan=z='1+0.06*on/{last}'"
    ":x='iw/2-iw/zoom/2+0.008*iw*on/{last}':y='ih/2-ih/zoom/2-0.006*ih*on/{last}'"
    ":d={count}:s={width}x{height}:fps={fps}"
)


def zoompan(
    picture: bytes, *, size: tuple[int, int], seconds: int, supersampled: int
) -> bytes:
    """Return an MP4 of a picture, which is first enlarged for smoother motion."""
    count = seconds * FPS
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        stream: Any = container.add_stream(
            "libx264", rate=FPS, options=Quality.GOOD.options(fps=FPS, count=count)
        )
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for number, frame in enumerate(_frames(picture, size, count, supersampled)):
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return buffer.getvalue()


def _frames(
    picture: bytes, size: tuple[int, int], count: int, supersampled: int
) -> Iterator[VideoFrame]:
    with av.open(io.BytesIO(picture), "r") as source:
        still = next(source.decode(video=0))
    width, height = size
    drift = DRIFT.format(
        count=count, last=count - 1, width=width, height=height, fps=FPS
    )
    graph = _graph(still, (f"scale=iw*{supersampled}:-1", drift, "format=yuv420p"))
    graph.vpush(still)
    graph.vpush(None)
    for _ in range(count):
        yield graph.vpull()


def _graph(still: VideoFrame, filters: tuple[str, ...]) -> Any:
    graph: Any = Graph()
    source = graph.add_buffer(
        width=still.width,
        height=still.height,
        format=still.format,
        time_base=Fraction(1, FPS),
    )
    steps = [graph.add(*text.split("=", 1)) for text in filters]
    graph.link_nodes(source, *steps, graph.add("buffersink")).configure()
    return graph
