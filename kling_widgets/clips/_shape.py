"""What must be equal in two clips for one to go on where the other ends."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from ._reader import opened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction
    from pathlib import Path

IN_WORDS: Final = {
    "size": "size",
    "fps": "frame rate",
    "coding": "coding",
    "sound": "sound",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """How a clip's pictures and sound are coded."""

    size: tuple[int, int]
    fps: Fraction
    coding: tuple[str, str | None, bytes]
    """The codec, the kind of pixels, and the settings that a decoder starts with."""

    sound: tuple[str, int, str, bytes] | None
    """The codec, samples a second, the channels, and a decoder's settings."""


def read_shape(path: Path) -> Shape:
    """The shape of a clip.

    Raises:
        DownloadError: the file is gone or no video.
    """
    with opened(path) as (container, stream):
        context = stream.codec_context
        sound = next(iter(container.streams.audio), None)
        return Shape(
            size=(stream.width, stream.height),
            fps=stream.average_rate,
            coding=(context.name, context.pix_fmt, context.extradata or b""),
            sound=sound and _sound(sound.codec_context),
        )


def differences(shapes: Sequence[Shape]) -> tuple[str, ...]:
    """In what the shapes differ, in words; the coding only where nothing else does."""
    found = [
        field.name
        for field in fields(Shape)
        if len({getattr(shape, field.name) for shape in shapes}) > 1
    ]
    telling = [name for name in found if name != "coding"] or found
    return tuple(IN_WORDS[name] for name in telling)


def _sound(context: Any) -> tuple[str, int, str, bytes]:
    layout, header = context.layout.name, context.extradata or b""
    return context.name, context.sample_rate, layout, header
