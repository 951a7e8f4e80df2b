"""A hastily painted area, drawn in to the subject inside it.

Nobody paints to the pixel, and a rim of old background that travels along is ugly.
So what has the colours of the surroundings, and is joined to them with no edge in
between, is taken for background. The middle of what was painted never is; and if
there is next to no such rim, or little would be left, the area stays as painted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from ._area import box_of, is_white, painted
from ._box import whole

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Truths = NDArray[np.bool_]
    Shares = NDArray[np.float64]

_SIDE = 180
"""Longer side of the small copy on which this is judged, at most."""
_RING = 0.22
"""How much of the surroundings is looked at, in sizes of the area."""
_LEVELS = 16
"""Levels of each colour that are told apart."""
_ROUNDS = 8
_BACKGROUND = 0.4
"""With less chance than this of belonging to the subject a pixel is background."""
_CORE = 0.55
"""From this share of the greatest depth on, a pixel belongs to the subject."""
_EDGE = 36
"""Grey levels among neighbours that make an edge."""
_THIN = 0.55
"""Share of background around a pixel that makes it a left-over line."""
_LEAST, _MOST = 0.15, 0.97
"""Shares of the area that a subject may be."""


def snapped(picture: Image.Image, mask: Image.Image) -> Image.Image:
    """Return a mask drawn in to its subject; both have the picture's size."""
    tight = box_of(mask, 0)
    if tight is None:
        return mask
    box = tight.grown(4 + round(_RING * max(tight.size))).common(whole(mask.size))
    scale = min(1.0, _SIDE / max(box.size))
    size = (max(1, round(box.size[0] * scale)), max(1, round(box.size[1] * scale)))
    area = mask.crop(box).resize(size, Image.Resampling.BILINEAR)
    colours = picture.crop(box).resize(size, Image.Resampling.BOX)
    subject = _subject(colours, is_white(area))
    if not _LEAST < subject.sum() / max(int(is_white(area).sum()), 1) < _MOST:
        return mask
    drawn = Image.new("L", mask.size)
    large = Image.fromarray(subject.astype(np.uint8) * np.uint8(255)).resize(
        box.size, Image.Resampling.BILINEAR
    )
    drawn.paste(painted(large), box)
    return ImageChops.darker(mask, drawn)


def _subject(colours: Image.Image, area: Truths) -> Truths:
    depth = _depth(area)
    core = area & (depth >= _CORE * depth.max())
    chance = _chances(_bins(colours), area, core)
    open_ground = (chance < _BACKGROUND) & ~_edges(colours) & ~core
    reached = _flooded(~area, open_ground | ~area)
    lost = reached & area
    thin = _mean(lost.astype(float), 7) > _THIN
    subject: Truths = area & ~lost & (core | ~thin)
    return subject


def _depth(area: Truths) -> NDArray[np.intp]:
    """Count how many times an area can shrink before it loses a pixel."""
    depth = np.zeros(area.shape, int)
    while area.any():
        depth += area
        tight = np.pad(area, 1)
        area = area & tight[:-2, 1:-1] & tight[2:, 1:-1] & tight[1:-1, :-2]
        area &= tight[1:-1, 2:]
    return depth


def _bins(colours: Image.Image) -> NDArray[np.intp]:
    levels = np.asarray(colours).astype(int) * _LEVELS // 256
    bins: NDArray[np.intp] = levels @ np.array([_LEVELS * _LEVELS, _LEVELS, 1])
    return bins


def _chances(bins: NDArray[np.intp], area: Truths, core: Truths) -> Shares:
    """Tell by colour how likely each pixel of the area belongs to the subject.

    The core teaches the subject's colours and the ring around the area those of
    the background; each round the pixels between them join one side or the other.
    """
    chance = core.astype(float)
    other = (~area).astype(float)
    for _ in range(_ROUNDS):
        subject, ground = _share(bins, chance), _share(bins, other)
        found = _mean((subject / (subject + ground + 1e-12))[bins], 3)
        chance = np.where(core, 1.0, found * area)
        other = np.where(core, 0.0, 1.0 - found * area)
    return chance


def _share(bins: NDArray[np.intp], weight: Shares) -> Shares:
    """Return how common each colour is among weighted pixels, smoothed."""
    counts = np.bincount(bins.ravel(), weight.ravel(), _LEVELS**3)
    cube = counts.reshape(_LEVELS, _LEVELS, _LEVELS)
    for axis in range(3):
        line = np.moveaxis(cube, axis, 0)
        wide = np.concatenate([line[:1], line, line[-1:]])
        cube = np.moveaxis((wide[:-2] + 2 * line + wide[2:]) / 4, 0, axis)
    share: Shares = cube.ravel() / max(float(cube.sum()), 1e-12)
    return share


def _edges(colours: Image.Image) -> Truths:
    brightest = colours.filter(ImageFilter.MaxFilter(3))
    darkest = colours.filter(ImageFilter.MinFilter(3))
    edges: Truths = (
        np.asarray(ImageChops.difference(brightest, darkest)).max(axis=2) > _EDGE
    )
    return edges


def _flooded(reached: Truths, ground: Truths) -> Truths:
    """Return all ground that is joined to what is reached."""
    while True:
        wide = np.pad(reached, 1)
        further = wide[:-2, 1:-1] | wide[2:, 1:-1] | wide[1:-1, :-2] | wide[1:-1, 2:]
        further = (further | reached) & ground
        if np.array_equal(further, reached):
            return reached
        reached = further


def _mean(values: Shares, side: int) -> Shares:
    """Return the mean over a square around each pixel."""
    padded = np.pad(values, side // 2, "edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (side, side))
    mean: Shares = windows.mean((2, 3))
    return mean
