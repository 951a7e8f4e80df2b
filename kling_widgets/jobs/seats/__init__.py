"""Which kernel drives which job: one each, for as long as it lives."""

from __future__ import annotations

from ._seat import Seat
from ._seats import Seats

__all__ = ["Seat", "Seats"]
