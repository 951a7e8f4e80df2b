"""The motion brush: what is painted, and what it becomes in a request."""

from __future__ import annotations

from ._area import MovingArea
from ._brush import Brush
from ._field import STAND_IN, BrushField

__all__ = ["STAND_IN", "Brush", "BrushField", "MovingArea"]
