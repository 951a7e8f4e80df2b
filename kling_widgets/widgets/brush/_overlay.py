"""The painting over its picture, for a report."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageColor, ImageDraw, ImageFont

from ._colours import PALETTE
from ._painting import FROZEN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._painting import Painting
    from ._path import Point

UNITS: Final = 640
"""Lines are as thick as on a page that shows the picture this wide."""
HATCH: Final = (16, 4)
"""A stripe's distance and width, in units."""
DARK: Final = "#000000"
ARROW: Final = (11, 2.6)
"""An arrow's length, and how far its sides are turned."""


def overlay(picture: Image.Image, painting: Painting, opacity: float) -> Image.Image:
    """Return the picture with areas, paths and numbers drawn over it."""
    unit = max(1.0, max(picture.size) / UNITS)
    shown = Image.fromarray(_coloured(np.asarray(picture), painting, opacity, unit))
    draw = ImageDraw.Draw(shown)
    for area, path in painting.paths.items():
        _draw_path(draw, path, PALETTE[area][0], unit)
    for area in painting.areas():
        _draw_number(draw, area, _start(painting, area), unit)
    return shown


def _coloured(
    pixels: NDArray[np.uint8], painting: Painting, opacity: float, unit: float
) -> NDArray[np.uint8]:
    labels = painting.labels
    table = np.zeros((len(PALETTE) + 2, 3), np.float32)
    table[1:-1] = [ImageColor.getrgb(colour) for colour, _ink in PALETTE]
    table[-1] = ImageColor.getrgb(PALETTE[0][1])
    striped = np.where(
        (labels == FROZEN) & _stripes(labels.shape, unit), len(table) - 1, labels
    )
    alpha = np.where(labels > 0, np.float32(opacity), np.float32(0))
    alpha[_edges(labels)] = min(1.0, 2 * opacity)
    mixed = pixels + alpha[..., None] * (table[striped] - pixels)
    return np.asarray(np.rint(mixed), np.uint8)


def _stripes(shape: tuple[int, ...], unit: float) -> NDArray[np.bool_]:
    rows, columns = np.ogrid[: shape[0], : shape[1]]
    apart, wide = (size * unit for size in HATCH)
    return np.asarray((rows + columns) % apart < wide)


def _edges(labels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return the painted pixels that have another area beside or above."""
    edges = np.zeros(labels.shape, np.bool_)
    edges[1:] |= labels[1:] != labels[:-1]
    edges[:, 1:] |= labels[:, 1:] != labels[:, :-1]
    edges[:-1] |= labels[:-1] != labels[1:]
    edges[:, :-1] |= labels[:, :-1] != labels[:, 1:]
    return edges & (labels > 0)


def _start(painting: Painting, area: int) -> Point:
    """Return where an area's number stands: on its path, or where it begins."""
    if area in painting.paths:
        return painting.paths[area][0]
    row, column = np.argwhere(painting.labels == FROZEN + area)[0]
    return int(column), int(row)


def _draw_path(
    draw: ImageDraw.ImageDraw, path: tuple[Point, ...], colour: str, unit: float
) -> None:
    lines: list[list[tuple[float, float]]] = []
    if len(path) > 1:
        lines = [list(path), *_arrow(path, unit)]
    for width, ink in ((4.5, DARK), (2.5, colour)):
        for line in lines:
            draw.line(line, fill=ink, width=round(width * unit), joint="curve")


def _arrow(path: tuple[Point, ...], unit: float) -> list[list[tuple[float, float]]]:
    (x, y), length = path[-1], ARROW[0] * unit
    before = next((one for one in path[::-1] if math.dist(one, (x, y)) > unit), path[0])
    angle = math.atan2(y - before[1], x - before[0])
    return [
        [(x, y), (x + length * math.cos(turned), y + length * math.sin(turned))]
        for turned in (angle + ARROW[1], angle - ARROW[1])
    ]


def _draw_number(
    draw: ImageDraw.ImageDraw, area: int, place: Point, unit: float
) -> None:
    colour, ink = PALETTE[area]
    draw.circle(place, 9 * unit, fill=colour, outline=ink, width=round(1.5 * unit))
    font = ImageFont.load_default(13 * unit)
    draw.text(place, str(area), fill=ink, font=font, anchor="mm")
