"""What the page did to a picture before it travelled, believed as far as it is checked.

The bytes themselves are looked at like any others; this is only what is said of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ..view import TIMES

if TYPE_CHECKING:
    from ...images import EncodedImage

KINDS: Final = frozenset({"JPEG", "PNG", "GIF", "BMP", "WebP", "AVIF", "HEIC", ""})
MAX_SIDE: Final = 100_000
"""More than any picture has."""


@dataclass(frozen=True, slots=True)
class Repacked:
    """What a picture was before the page coded it anew."""

    kind: str
    width: int
    height: int
    turned: bool
    """Whether its pixels had to be turned to be upright."""
    filled: bool
    """Whether its transparency became white."""
    side: int
    """Pixels of its longest side since."""

    @classmethod
    def read(cls, told: object) -> Repacked | None:
        """Return what *told* says, or None if it says nothing or makes no sense."""
        match told:
            case {
                "kind": str(kind),
                "width": int(width),
                "height": int(height),
                "turned": bool(turned),
                "filled": bool(filled),
                "side": int(side),
            } if kind in KINDS and all(map(_is_side, (width, height, side))):
                return cls(kind, width, height, turned, filled, side)
        return None

    def noted(self, image: EncodedImage) -> EncodedImage:
        """Return *image* with a note of each thing that was done on the page."""
        sent = image.media_type.removeprefix("image/").upper()
        before = f"{self.width}{TIMES}{self.height}"
        notes = {
            "turned upright": self.turned,
            "transparency filled with white": self.filled,
            f"shrunk from {before} to {self.side} px": self.side < self._longest,
            f"saved as {sent}": self.kind != sent,
        }
        own = tuple(note for note, is_true in notes.items() if is_true)
        return replace(image, notes=(*own, *image.notes))

    @property
    def _longest(self) -> int:
        return max(self.width, self.height)


def _is_side(value: int) -> bool:
    return type(value) is int and 0 < value <= MAX_SIDE  # True is no number here
