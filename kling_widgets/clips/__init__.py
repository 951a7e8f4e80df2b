"""The result: a video file, what it holds, and how a notebook shows it."""

from __future__ import annotations

from ._bundle import bundle
from ._clip import EMBED_BYTES, Clip
from ._info import ClipInfo
from ._mp4 import check_mp4

__all__ = ["EMBED_BYTES", "Clip", "ClipInfo", "bundle", "check_mp4"]
