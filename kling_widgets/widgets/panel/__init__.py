"""The panel: one picture, a few words, one button."""

from __future__ import annotations

from ._parameter import parameter_names
from ._refill import left_out, refill
from ._studio import Studio

__all__ = ["Studio", "left_out", "parameter_names", "refill"]
