"""What a clip's file says of itself, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

TIMES: Final = "\N{MULTIPLICATION SIGN}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipInfo:
    """Size, speed, length, codecs and weight of a clip."""

    width: int
    """Pixels from left to right."""

    height: int
    """Pixels from top to bottom."""

    duration: float
    """Seconds."""

    fps: float
    """Pictures a second, on average."""

    codec: str
    """How the pictures are coded, for example `h264`."""

    sound: str | None
    """How the sound is coded, for example `aac`; None for a silent clip."""

    bytes: int
    """Length of the file."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, as Pillow says them."""
        return self.width, self.height

    @property
    def has_sound(self) -> bool:
        """Whether there is something to hear."""
        return self.sound is not None

    def __str__(self) -> str:
        return f"{self.duration:.1f} s · {self.width}{TIMES}{self.height}"
