"""Real, tiny MP4 files whose frames can be told apart."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

import av
import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

FPS = 12
LEVELS = 10
RATE = 44100


class MakeMovie(Protocol):
    """Write a small MP4 whose frame `n` is grey of level ten times `n`."""

    def __call__(
        self,
        name: str = "clip.mp4",
        *,
        frames: int = 24,
        size: tuple[int, int] = (64, 48),
        sound: bool = False,
        blank: int = 0,
        index_first: bool = True,
        fps: int = FPS,
        beep: float | None = None,
    ) -> Path: ...


def write_movie(
    path: Path,
    *,
    frames: int = 24,
    size: tuple[int, int] = (64, 48),
    sound: bool = False,
    blank: int = 0,
    index_first: bool = True,
    fps: int = FPS,
    beep: float | None = None,
) -> Path:
    options = {"movflags": "faststart"} if index_first else {}
    with (
        path.open("wb") as file,
        av.open(file, "w", format="mp4", options=options) as container,
    ):
        stream = container.add_stream("libx264", rate=fps, options={"crf": "12"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        if sound:
            add_silence(container)
        if beep is not None:
            add_beep(container, at=beep, seconds=frames / fps)
        for number in range(frames):
            picture = drawn(number, size, is_blank=number < blank)
            container.mux(stream.encode(picture))
        container.mux(stream.encode())
    return path


def drawn(number: int, size: tuple[int, int], *, is_blank: bool) -> av.VideoFrame:
    """Grey with a white bar on the left, or black."""
    levels = np.full((size[1], size[0], 3), LEVELS * number, np.uint8)
    levels[:, : size[0] // 4] = 255
    return av.VideoFrame.from_ndarray(levels * (not is_blank), format="rgb24")


def add_silence(container: av.container.OutputContainer) -> None:
    stream = container.add_stream("aac", rate=RATE)
    frame = av.AudioFrame.from_ndarray(
        np.zeros((1, 1024), np.float32), format="fltp", layout="mono"
    )
    frame.sample_rate, frame.pts = RATE, 0
    frame.time_base = Fraction(1, RATE)
    container.mux(stream.encode(frame))
    container.mux(stream.encode())


def add_beep(
    container: av.container.OutputContainer, *, at: float, seconds: float
) -> None:
    """A tone of a tenth of a second in a silence as long as the clip."""
    times = np.arange(round(seconds * RATE)) / RATE
    tone = np.sin(times * 2 * np.pi * 1000) * ((times >= at) & (times < at + 0.1))
    stream = container.add_stream("aac", rate=RATE, layout="mono")
    frame = av.AudioFrame.from_ndarray(
        tone[None].astype(np.float32), format="fltp", layout="mono"
    )
    frame.sample_rate, frame.pts = RATE, 0
    frame.time_base = Fraction(1, RATE)
    container.mux(stream.encode(frame))
    container.mux(stream.encode())
