"""Pictures as the wire carries them."""

from __future__ import annotations

import base64
import io

from PIL import Image


def picture(width: int = 400, height: int = 300, kind: str = "PNG") -> str:
    """Return a plain picture as the wire carries it."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), (90, 140, 200)).save(file, kind)
    return base64.b64encode(file.getvalue()).decode()
