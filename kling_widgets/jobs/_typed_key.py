"""Whether a key stands in a cell, where a saved notebook shows it to everybody."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..api import Secret

logger = logging.getLogger("kling_widgets")

_told: set[int] = set()
"""Cells that were warned of: once is enough."""


def warn_if_typed(key: Secret) -> None:
    """Say in which cell the key stands, if it does."""
    cell = _cell_with(key.reveal())
    if cell is None or cell in _told:
        return
    _told.add(cell)
    logger.warning(
        "A key seems to be typed in cell %d; it is saved in the notebook and in "
        "IPython's history. Remove it there and call kling.login(), which asks "
        "without showing it.",
        cell,
    )


def _cell_with(text: str) -> int | None:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    cells = shell.user_ns.get("In", ()) if shell else ()
    return next((n for n, cell in enumerate(cells) if text in str(cell)), None)
