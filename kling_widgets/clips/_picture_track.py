"""The pictures of joined clips: each in the first one's size, for its own time."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from ._reader import decoded, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TICK: Final = Fraction(1, 90_000)
"""Fine enough for any number of pictures a second, so each keeps its own time."""

USUAL_RATE: Final = 24
"""Pictures a second where a file does not say it."""

QUALITY: Final = {"preset": "veryfast", "crf": "18"}
"""Without loss that can be seen."""

COLOURS: Final = ("color_primaries", "color_trc", "colorspace", "color_range")

FIT: Final = (
    ("scale", "{width}:{height}:force_original_aspect_ratio=decrease"),
    ("pad", "{width}:{height}:(ow-iw)/2:(oh-ih)/2"),
    ("setsar", "1"),
    ("format", "yuv420p"),
)
"""Into the first clip's size, whole, with black beside or above it."""


class PictureTrack:
    """The picture track of a new file, written clip by clip."""

    def __init__(self, output: Any, first: Path) -> None:
        self._output = output
        self._lengths: dict[int, int] = {}
        with opened(first) as (_, model):
            self._stream = _add_stream(output, model)

    def append(self, source: Path, start: Fraction) -> Fraction:
        """Write a clip from `start` on, and say when it ends; times are seconds.

        Raises:
            DownloadError: the clip cannot be read.
        """
        with opened(source) as (_, stream):
            length = 1 / Fraction(stream.average_rate or USUAL_RATE)
        shown = start
        for seconds, frame in _fitted(
            source, (self._stream.width, self._stream.height)
        ):
            shown = start + seconds
            frame.pts, frame.time_base = round(shown / TICK), TICK
            frame.pict_type = 0  # the old coding's choice is not the new one's
            self._lengths[frame.pts] = round(length / TICK)
            self._write(self._stream.encode(frame))
        return shown + length

    def close(self) -> None:
        """Write what the coder still holds."""
        self._write(self._stream.encode())

    def _write(self, packets: Iterable[Any]) -> None:
        for packet in packets:
            # The coder only knows one length for all; the last one would be wrong.
            packet.duration = self._lengths.pop(packet.pts)
            self._output.mux(packet)


def _add_stream(output: Any, model: Any) -> Any:
    """A stream with the size and the colours of another one."""
    stream = output.add_stream("libx264", rate=model.average_rate, options=QUALITY)
    stream.width, stream.height = model.width, model.height
    stream.pix_fmt = "yuv420p"
    stream.codec_context.time_base = TICK
    for name in COLOURS:
        setattr(stream.codec_context, name, getattr(model.codec_context, name))
    return stream


def _fitted(source: Path, size: tuple[int, int]) -> Iterator[tuple[Fraction, Any]]:
    """Each picture in the wanted size, with its seconds since the first one."""
    graph = None
    for frame in decoded(source):
        if graph is None:
            graph, first = _graph(frame, size), frame.pts
        seconds = Fraction(frame.pts - first) * frame.time_base
        graph.push(frame)
        yield seconds, graph.pull()


def _graph(frame: Any, size: tuple[int, int]) -> Any:
    from av.filter import Graph

    graph = Graph()
    steps = [
        graph.add_buffer(
            width=frame.width,
            height=frame.height,
            format=frame.format,
            time_base=frame.time_base,
        )
    ]
    for name, setting in FIT:
        steps.append(graph.add(name, setting.format(width=size[0], height=size[1])))
    steps.append(graph.add("buffersink"))
    graph.link_nodes(*steps).configure()
    return graph
