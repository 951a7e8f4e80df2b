"""The view: a panel, a picker, cards, and the way of a clip into a cell's output."""

from __future__ import annotations

from ._generate import generate
from ._preview import preview
from ._studio import Studio

__all__ = ["Studio", "generate", "preview"]
