"""The pixels: anything in, a picture within Kling's limits out."""

from __future__ import annotations

from ._encoded import EncodedImage, thumbnail
from ._masks import prepare_mask
from ._mend import Mend
from ._prepare import prepare, ways_to_mend
from ._wire import open_wire

__all__ = [
    "EncodedImage",
    "Mend",
    "open_wire",
    "prepare",
    "prepare_mask",
    "thumbnail",
    "ways_to_mend",
]
