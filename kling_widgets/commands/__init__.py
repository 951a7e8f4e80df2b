"""Doors made of words: the command `kling-widgets`, and `%%kling` in a cell."""

from __future__ import annotations

from ._magic import load_ipython_extension
from ._main import main

__all__ = ["load_ipython_extension", "main"]
