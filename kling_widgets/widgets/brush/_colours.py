"""The colours of the areas, on the page and in reports."""

from __future__ import annotations

from typing import Final

PALETTE: Final = (
    ("#dbe9f6", "#1b3a57"),
    ("#e69f00", "#000000"),
    ("#56b4e9", "#000000"),
    ("#009e73", "#000000"),
    ("#f0e442", "#000000"),
    ("#0072b2", "#ffffff"),
    ("#cc79a7", "#000000"),
)
"""Colour and ink: the frozen area, then the moving ones. Those are Okabe and Ito's,
which people with any colour vision tell apart; numbers and hatching say the same."""
