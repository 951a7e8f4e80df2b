"""The picture's way in: chosen, dropped, pasted or taken."""

from __future__ import annotations

from ._picker import USUAL_SIDE, Picker

__all__ = ["USUAL_SIDE", "Picker"]
