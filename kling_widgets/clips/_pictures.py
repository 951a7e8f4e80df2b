"""Where the pictures sit in a request, and the request without them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PICTURES: Final = ("image", "image_tail", "static_mask")

MASKS: Final = "dynamic_masks"
"""Each group of the motion brush carries a picture of its own."""

OF_ONE_RUN: Final = frozenset({"callback_url", "external_task_id"})
"""What belongs to one run and not to its recipe. An id can be used once only, and a
clip from somebody else must not choose who is told about yours."""


def pictures(wire: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each picture of a request: the name of its field and its text."""
    for name in PICTURES:
        if wire.get(name):
            yield name, wire[name]
    for number, group in enumerate(wire.get(MASKS, ())):
        yield mask_name(number), group["mask"]


def mask_name(number: int) -> str:
    """How the picture of a group of the motion brush is called."""
    return f"{MASKS}[{number}].mask"


def without_pictures(wire: Mapping[str, Any]) -> dict[str, Any]:
    """What a recipe keeps of a request."""
    kept = {name: value for name, value in wire.items() if name not in PICTURES}
    if MASKS in kept:
        kept[MASKS] = [
            {name: value for name, value in group.items() if name != "mask"}
            for group in kept[MASKS]
        ]
    return {name: value for name, value in kept.items() if name not in OF_ONE_RUN}


def with_pictures(kept: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """The request again; a motion brush that lacks a picture is left out whole."""
    wire = {name: texts[name] for name in PICTURES if name in texts} | dict(kept)
    groups = wire.pop(MASKS, [])
    names = [mask_name(number) for number in range(len(groups))]
    if groups and all(name in texts for name in names):
        wire[MASKS] = [
            {**group, "mask": texts[name]}
            for group, name in zip(groups, names, strict=True)
        ]
    return wire
