"""The jobs' cards, and the output their clips land in."""

from __future__ import annotations

from ._display import Display
from ._screen import Screen, show_jobs
from ._slot import Slot
from ._state import card_state, made_before
from ._words import HEADS, NO_SEED

__all__ = [
    "HEADS",
    "NO_SEED",
    "Display",
    "Screen",
    "Slot",
    "card_state",
    "made_before",
    "show_jobs",
]
