"""Where the camera goes, in numbers that know nothing of pixels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Where the camera ends, seen from where it starts."""

    zoom: float = 1.0
    """How much larger things end; below 1 the camera draws back."""
    right: float = 0.0
    """How far the view travels, in widths of the frame."""
    down: float = 0.0
    """How far the view travels, in heights of the frame."""
    roll: float = 0.0
    """How far the camera turns about its own axis, in degrees clockwise."""
    sway: float = 0.0
    """How far a hand-held camera strays, in widths of the frame."""

    def __and__(self, other: Move) -> Move:
        """Do both at once."""
        return Move(
            zoom=self.zoom * other.zoom,
            right=self.right + other.right,
            down=self.down + other.down,
            roll=self.roll + other.roll,
            sway=max(self.sway, other.sway),
        )

    def __mul__(self, amount: float) -> Move:
        """Go further, or less far."""
        return Move(
            zoom=self.zoom**amount,
            right=self.right * amount,
            down=self.down * amount,
            roll=self.roll * amount,
            sway=self.sway * amount,
        )


HOLD = Move()
"""A camera on a tripod."""

DRIFT = Move(zoom=1.06, right=0.008, down=-0.006)
"""What happens when nothing is asked: the picture breathes, and no more."""
