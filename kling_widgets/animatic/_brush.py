"""The motion brush of a request: what stays, what moves, and along which path."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageChops

from ..errors import InputError
from ._path import Path
from ._pictures import is_url, open_mask
from ._snap import snapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_STATIC, _DYNAMIC = "static_mask", "dynamic_masks"
_FARTHEST = 2.0**63
"""Pixels. A path may leave the picture; beyond this its length is no number."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One moving area, in black and white, and its path. Both in frame pixels."""

    mask: Image.Image
    path: Path

    def snapped_to(self, picture: Image.Image) -> Stroke:
        """Return the stroke drawn in to the subject in the frame-size picture."""
        return replace(self, mask=snapped(picture, self.mask))


@dataclass(frozen=True, slots=True)
class Brush:
    """All that was painted, at the frame's size."""

    frozen: Image.Image | None
    strokes: tuple[Stroke, ...]
    is_used: bool
    """Whether the request has a brush at all, be it one that shows nothing."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was painted that could be seen."""
        return self.frozen is None and not self.strokes


def read_brush(
    request: Mapping[str, Any], picture: tuple[int, int], frame: tuple[int, int]
) -> Brush:
    """Read the masks of a request for a frame of the picture.

    What would show nothing is left out: an empty mask, a path that goes nowhere,
    and a mask that is only a URL.
    """
    frozen = _read_frozen(request.get(_STATIC), frame)
    groups = request.get(_DYNAMIC) or ()
    if not isinstance(groups, (list, tuple)):
        raise InputError(
            f"{_DYNAMIC} is {type(groups).__name__}: give a list of groups, each "
            "with a mask and its trajectories.",
            field=_DYNAMIC,
        )
    return Brush(
        frozen=frozen,
        strokes=tuple(_read_strokes(groups, frozen, picture, frame)),
        is_used=bool(request.get(_STATIC) or groups),
    )


def left_out(request: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the masks that are only URLs and therefore not drawn."""
    groups = request.get(_DYNAMIC) or ()
    masks = [(_STATIC, request.get(_STATIC))]
    masks += [
        (f"{_DYNAMIC}[{number}].mask", group.get("mask"))
        for number, group in enumerate(groups)
    ]
    return tuple(name for name, text in masks if is_url(text))


def _read_frozen(text: object, frame: tuple[int, int]) -> Image.Image | None:
    if not text or is_url(text):
        return None
    mask = open_mask(text, _STATIC, frame)
    return mask if mask.getbbox() else None


def _read_strokes(
    groups: Sequence[Any],
    frozen: Image.Image | None,
    picture: tuple[int, int],
    frame: tuple[int, int],
) -> Iterator[Stroke]:
    for group in groups:
        path = Path.through(_points(group, picture, frame))
        if path is None or is_url(group.get("mask")):
            continue
        mask = open_mask(group.get("mask"), _DYNAMIC, frame)
        if frozen:
            mask = ImageChops.subtract(mask, frozen)
        if mask.getbbox():
            yield Stroke(mask, path)


def _points(
    group: Any, picture: tuple[int, int], frame: tuple[int, int]
) -> list[tuple[float, float]]:
    """Return a trajectory in frame pixels, from the top left corner.

    Kling counts trajectories from the picture's bottom left corner, y upwards:
    this is the one place where they are turned over.
    """
    across, along = (its / mine for mine, its in zip(picture, frame, strict=True))
    try:
        return [
            (_pixels(point["x"]) * across, (picture[1] - _pixels(point["y"])) * along)
            for point in group["trajectories"]
        ]
    except (KeyError, TypeError, ValueError, OverflowError) as exc:
        raise InputError(
            "A moving area's trajectory cannot be read: give a list of points like "
            '{"x": 279, "y": 219}, counted from the bottom left corner.',
            field=_DYNAMIC,
        ) from exc


def _pixels(value: Any) -> float:
    number = float(value)
    if not abs(number) <= _FARTHEST:  # NaN is not within, either
        raise ValueError(value)
    return number
