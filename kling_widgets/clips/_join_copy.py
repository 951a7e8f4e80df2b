"""Joining clips that are coded alike: packets move over, nothing is decoded."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any

from ._reader import opened, packets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def copy(sources: Sequence[Path], output: Any) -> None:
    """Write the clips' packets one after another into a new file.

    Raises:
        DownloadError: a clip cannot be read.
        av.FFmpegError, OSError: the file cannot be written.
    """
    with opened(sources[0]) as (container, video):
        streams = (video, *container.streams.audio[:1])
        tracks = {item.type: _Track(output, item) for item in streams}
    start = Fraction(0)
    for source in sources:
        start = _append(source, tracks, start)


def _append(source: Path, tracks: dict[str, _Track], start: Fraction) -> Fraction:
    """Write one clip from `start` on, and say when it ends; times are seconds."""
    end = start
    for packet in packets(source):
        kind = packet.stream.type
        shown = tracks[kind].write(packet, start)
        if kind == "video":
            end = max(end, shown)
    return end


class _Track:
    """One stream of the new file."""

    def __init__(self, output: Any, template: Any) -> None:
        self._output = output
        self._stream = output.add_stream_from_template(template)
        self._is_sound = template.type == "audio"
        self._last: Fraction | None = None

    def write(self, packet: Any, start: Fraction) -> Fraction:
        """Write a packet so much later, and say until when it is shown."""
        tick = packet.time_base
        packet.pts += round(start / tick)
        packet.dts += round(start / tick)
        end: Fraction = (packet.pts + (packet.duration or 0)) * tick
        if self._last is not None and packet.dts * tick <= self._last:
            # Coded sound begins a little before it is heard and ends a little
            # after: at a seam the later clip gives way, by two hundredths at most.
            if self._is_sound:
                return end
            packet.dts = floor(self._last / tick) + 1
        self._last = packet.dts * tick
        packet.stream = self._stream
        self._output.mux(packet)
        return end
