"""What the real service finds only while it works: the task fails, HTTP stays 200."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _pictures
from ._addresses import looks_like_address
from ._refusal import Refusal

if TYPE_CHECKING:
    from ._order import Order
    from ._switches import Switches

BLOCKED_WORD = "#blocked"
"""A prompt with this word is accepted, and its task fails the risk control."""

RISK_CONTROL = "Failure to pass the risk control system"
MASKS_DIFFER = "The resolutions of static_mask and dynamic_masks are inconsistent"
MASK_SHAPE = "The aspect ratio of the mask is inconsistent with the image"
MASK_SIZE = "The resolution of the mask is inconsistent with the image"
RATIO_TOLERANCE = 0.01


def failure(order: Order, switches: Switches) -> str:
    """Return why the task will fail, or nothing when it will succeed."""
    if BLOCKED_WORD in (order.get("prompt") or ""):
        return RISK_CONTROL
    if switches.small_image == "failed" and _has_small_picture(order):
        return _pictures.BAD_PIXELS
    return _mask_failure(order, switches) if order.has_brush else ""


def _has_small_picture(order: Order) -> bool:
    sizes = [_size(order.get(field)) for field in ("image", "image_tail")]
    return any(size and _pictures.is_small(size) for size in sizes)


def _mask_failure(order: Order, switches: Switches) -> str:
    texts = [order.get("static_mask")]
    texts += [group["mask"] for group in order.get("dynamic_masks") or []]
    try:
        sizes = {size for size in map(_size, texts) if size}
    except Refusal as unreadable:
        return unreadable.message
    if len(sizes) > 1:
        return MASKS_DIFFER
    image = _size(order.get("image"))
    if image is None or not sizes:
        return ""
    return _misfit(sizes.pop(), image, switches)


def _misfit(mask: tuple[int, int], image: tuple[int, int], switches: Switches) -> str:
    if switches.masks == "resolution":
        return "" if mask == image else MASK_SIZE
    ratio = (mask[0] * image[1]) / (mask[1] * image[0])
    return "" if abs(ratio - 1) <= RATIO_TOLERANCE else MASK_SHAPE


def _size(text: str | None) -> tuple[int, int] | None:
    if not text or looks_like_address(text):
        return None
    return _pictures.opened(text).size
