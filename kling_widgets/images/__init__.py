"""The pixels: anything in, a picture within Kling's limits out."""

from __future__ import annotations

from ._encoded import EncodedImage, thumbnail
from ._masks import prepare_mask
from ._prepare import prepare
from ._wire import open_wire

__all__ = ["EncodedImage", "open_wire", "prepare", "prepare_mask", "thumbnail"]
