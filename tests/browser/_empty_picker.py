"""What the picker's page knows before there is a picture."""

from __future__ import annotations

from typing import Any

EMPTY: dict[str, Any] = {
    "label": "Image",
    "thumbnail": None,
    "summary": "",
    "notes": [],
    "error": "",
    "reason": "",
    "max_side": 2560,
    "mends": [],
}
