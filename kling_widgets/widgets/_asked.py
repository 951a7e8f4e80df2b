"""What code asks for, with its pictures and masks made fit to send."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from typing import TYPE_CHECKING, Any, Final

from ..api import ImageToVideoRequest
from ..errors import InputError

if TYPE_CHECKING:
    from ..images import EncodedImage

LONGEST_NAME: Final = 255
"""A longer text is a picture itself, written out."""


def request_of(image: Any, prompt: str | None, **fields: Any) -> ImageToVideoRequest:
    """Return the request; pictures and masks may be given in any form.

    Raises:
        InputError: A picture, a mask or another parameter cannot be sent.
    """
    picture = None if image is None else _picture(image, "image")
    if fields.get("image_tail") is not None:
        fields["image_tail"] = _picture(fields["image_tail"], "image_tail")
    # The request says best what is missing.
    wire: Any = picture.wire if picture else None
    size = picture.size if picture else None
    request = ImageToVideoRequest(wire, prompt=prompt, **_with_masks(fields, size))
    if size and request.dynamic_masks:
        from ._asked_paint import check_paint

        check_paint(request.dynamic_masks, size)
    return request


def _picture(anything: Any, field: str) -> EncodedImage:
    """The picture made fit; of many files, the one that cannot be is named."""
    from ..images import prepare

    try:
        return prepare(anything, field=field)
    except InputError as error:
        name = str(anything) if isinstance(anything, str | PathLike) else ""
        if 0 < len(name) <= LONGEST_NAME:
            error.add_note(f"{field} = {name!r}")
        raise


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
