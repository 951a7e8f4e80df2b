"""The result: a video file, what it holds, and how a notebook shows it."""

from __future__ import annotations

from ._bundle import added_bytes, bundle
from ._clip import Clip
from ._embed import EMBED_BYTES, Embed, check_embed
from ._info import ClipInfo
from ._mp4 import check_mp4

__all__ = [
    "EMBED_BYTES",
    "Clip",
    "ClipInfo",
    "Embed",
    "added_bytes",
    "bundle",
    "check_embed",
    "check_mp4",
]
