"""The pixels: anything in, a picture within Kling's limits out."""

from __future__ import annotations

from ._encoded import EncodedImage, thumbnail
from ._hosts import check_reachable, is_public
from ._masks import prepare_mask
from ._prepare import prepare
from ._wire import open_wire

__all__ = [
    "EncodedImage",
    "check_reachable",
    "is_public",
    "open_wire",
    "prepare",
    "prepare_mask",
    "thumbnail",
]
