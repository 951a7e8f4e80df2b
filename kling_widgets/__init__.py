"""Turn one picture into a moving clip, in a notebook cell."""

from __future__ import annotations

from ._version import __version__

__all__ = ["__version__"]
