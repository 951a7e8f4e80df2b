"""The sound of joined clips: as long as their pictures, silence where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Self

from ._reader import decoded_sound, opened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

FORMAT: Final = "fltp"


@dataclass(frozen=True, slots=True)
class SoundKind:
    """How sound is counted."""

    rate: int
    """Samples a second."""

    layout: str
    """Its channels, for example `stereo`."""

    channels: int


class SoundTrack:
    """The sound track of a new file, written clip by clip."""

    def __init__(self, output: Any, kind: SoundKind) -> None:
        self.kind = kind
        self._output = output
        self._stream = output.add_stream("aac", rate=kind.rate, layout=kind.layout)
        self._written = 0

    @classmethod
    def of(cls, output: Any, sources: Sequence[Path]) -> Self | None:
        """A track like that of the first clip with sound, if there is one."""
        for source in sources:
            with opened(source) as (container, _):
                for stream in container.streams.audio:
                    layout = stream.codec_context.layout
                    kind = SoundKind(stream.rate, layout.name, layout.nb_channels)
                    return cls(output, kind)
        return None

    def write(self, samples: NDArray[Any], *, until: Fraction) -> None:
        """Write sound, cut or filled up with silence to end where the pictures do."""
        import av
        import numpy as np

        wanted = round(until * self.kind.rate) - self._written
        heard = samples[:, :wanted]
        silence = np.zeros((self.kind.channels, wanted - heard.shape[1]), np.float32)
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(np.hstack([heard, silence])),
            format=FORMAT,
            layout=self.kind.layout,
        )
        frame.sample_rate, frame.pts = self.kind.rate, self._written
        frame.time_base = Fraction(1, self.kind.rate)
        self._written += wanted
        self._output.mux(self._stream.encode(frame))

    def close(self) -> None:
        """Write what the coder still holds."""
        self._output.mux(self._stream.encode())


def read_sound(path: Path, kind: SoundKind) -> NDArray[Any]:
    """A clip's sound in this kind, as numbers (channels, samples); perhaps none.

    Raises:
        DownloadError: the clip cannot be read.
    """
    import av
    import numpy as np

    resampler = av.AudioResampler(FORMAT, kind.layout, kind.rate)
    pieces: list[NDArray[Any]] = [np.zeros((kind.channels, 0), np.float32)]
    for frame in (*decoded_sound(path), None):
        pieces += [piece.to_ndarray() for piece in resampler.resample(frame)]
    return np.hstack(pieces)
