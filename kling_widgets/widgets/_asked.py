"""What code asks for, with its pictures and masks made fit to send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..api import ImageToVideoRequest

if TYPE_CHECKING:
    from ..images import EncodedImage


def request_of(image: Any, prompt: str | None, **fields: Any) -> ImageToVideoRequest:
    """Return the request; pictures and masks may be given in any form.

    Raises:
        InputError: A picture, a mask or another parameter cannot be sent.
    """
    from ..images import prepare

    picture = None if image is None else prepare(image)
    if fields.get("image_tail") is not None:
        fields["image_tail"] = prepare(fields["image_tail"], field="image_tail")
    # The request says best what is missing.
    wire: Any = picture.wire if picture else None
    size = picture.size if picture else None
    request = ImageToVideoRequest(wire, prompt=prompt, **_with_masks(fields, size))
    if size and request.dynamic_masks:
        from ._asked_paint import check_paint

        check_paint(request.dynamic_masks, size)
    return request


def _with_masks(
    fields: Mapping[str, Any], size: tuple[int, int] | None
) -> dict[str, Any]:
    from ..images import prepare_mask

    def mask(value: Any, field: str) -> EncodedImage:
        return prepare_mask(value, size=size, field=field)

    ready = dict(fields)
    if fields.get("static_mask") is not None:
        ready["static_mask"] = mask(fields["static_mask"], "static_mask")
    groups = fields.get("dynamic_masks")
    if isinstance(groups, list | tuple):
        ready["dynamic_masks"] = tuple(
            {**group, "mask": mask(group["mask"], "dynamic_masks")}
            if isinstance(group, Mapping) and group.get("mask") is not None
            else group
            for group in groups
        )
    return ready
