"""The gallery: every job of this journal, a page at a time."""

from __future__ import annotations

from ._gallery import Gallery

__all__ = ["Gallery"]
