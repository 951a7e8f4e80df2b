"""Joining clips that differ: each is fitted to the first and coded anew."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ._picture_track import PictureTrack
from ._sound_track import SoundTrack, read_sound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def encode(sources: Sequence[Path], output: Any) -> None:
    """Write the clips' pictures and sound one after another into a new file.

    Raises:
        DownloadError: a clip cannot be read.
        av.FFmpegError, OSError: the file cannot be written.
    """
    pictures = PictureTrack(output, sources[0])
    sound = SoundTrack.of(output, sources)
    end = Fraction(0)
    for source in sources:
        end = pictures.append(source, end)
        if sound:
            sound.write(read_sound(source, sound.kind), until=end)
    pictures.close()
    if sound:
        sound.close()
