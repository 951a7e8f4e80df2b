"""What Kling takes as a picture, and what is opened here to make one.

The first four are Kling's own (its image-to-video page, 2026-03). Where "10 MB"
could be read two ways, the smaller one holds.
"""

from __future__ import annotations

MAX_IMAGE_BYTES = 10_000_000
"""The largest file that is sent."""

MIN_SIDE = 300
"""Pixels each side has at least."""

MAX_RATIO = (5, 2)
"""The long side over the short side, at most, as whole numbers."""

MEDIA_TYPES = ("image/jpeg", "image/png")
"""The two kinds that Kling reads."""

MAX_SIDE = 4096
"""Longer pictures are shrunk to this: Kling's largest clip is 3840 pixels wide."""

MAX_PIXELS = 50_000_000
"""The largest picture that is decoded whole."""

MAX_JPEG_PIXELS = 200_000_000
"""The largest JPEG: its decoder can leave out pixels while it reads."""

MAX_FILE_BYTES = 100_000_000
"""The largest file that is read from disk or memory to be made smaller."""

SMALL_PNG_BYTES = 5_000_000
"""A drawing stays a PNG up to here; beyond, a JPEG at high quality is sent."""

MAX_URL_LENGTH = 4096
"""Characters of a link."""

MAX_PATH_LENGTH = 1024
"""A longer text is not looked up on disk."""

WHITE_FROM = 128
"""Levels of a mask from here on count as painted."""
