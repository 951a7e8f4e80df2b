"""A painting in words: what moves where, in English or Korean."""

from __future__ import annotations

import itertools
import math
import re
from typing import TYPE_CHECKING, Final

import numpy as np

from ..._language import language
from ._painting import FROZEN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._painting import Painting
    from ._path import Point

HANGUL: Final = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
RETURNS: Final = 0.15
"""A path whose ends lie this near, in parts of its length, comes back to its start."""
EIGHTHS: Final = 8
WAYS: Final = (
    "to the right",
    "to the lower right",
    "down",
    "to the lower left",
    "to the left",
    "to the upper left",
    "up",
    "to the upper right",
)
"""Clockwise from the right, as y counts down on the screen."""
WAYS_KO: Final = (
    "오른쪽을",
    "오른쪽 아래를",
    "아래쪽을",
    "왼쪽 아래를",
    "왼쪽을",
    "왼쪽 위를",
    "위쪽을",
    "오른쪽 위를",
)
PLACES: Final = (
    ("at the upper left", "at the top", "at the upper right"),
    ("on the left", "in the middle", "on the right"),
    ("at the lower left", "at the bottom", "at the lower right"),
)
PLACES_KO: Final = (
    ("왼쪽 위쪽", "위쪽", "오른쪽 위쪽"),
    ("왼쪽", "한가운데", "오른쪽"),
    ("왼쪽 아래쪽", "아래쪽", "오른쪽 아래쪽"),
)
MOST: Final = 0.5
"""From this part of the picture on, what is frozen is the rest, not a place."""


def in_words(painting: Painting, prompt: str | None) -> str:
    """Return what moves where, in the prompt's language; empty if nothing does.

    Without a prompt it is the reader's language.

    The words are ones that ask nothing of the camera: it is the subject that moves.
    """
    korean = bool(HANGUL.search(prompt)) if prompt else language() == "ko"
    told = [
        _movement(painting.mask(FROZEN + area), path, korean=korean)
        for area, path in painting.paths.items()
        if len(path) > 1 and painting.mask(FROZEN + area).any()
    ]
    frozen = painting.mask(FROZEN)
    if told and frozen.any():
        told.append(_stillness(frozen, korean=korean))
    return " ".join(told)


def _movement(mask: NDArray[np.bool_], path: tuple[Point, ...], *, korean: bool) -> str:
    row, column = _third(mask)
    way = _eighth(path)
    if korean:
        subject = f"화면 {PLACES_KO[row][column]}에 있는 피사체가"
        motion = (
            "한 바퀴 돌아 제자리에 온다"
            if way is None
            else f"{WAYS_KO[way]} 향해 나아간다"
        )
    else:
        subject = f"The subject {PLACES[row][column]} of the picture"
        motion = "goes around and comes back" if way is None else f"moves {WAYS[way]}"
    return f"{subject} {motion}."


def _stillness(mask: NDArray[np.bool_], *, korean: bool) -> str:
    row, column = _third(mask)
    if mask.mean() >= MOST:
        return (
            "나머지는 그대로 멈춰 있다." if korean else "Everything else stays still."
        )
    if korean:
        return f"화면 {PLACES_KO[row][column]}에 있는 것은 그대로 멈춰 있다."
    return f"What is {PLACES[row][column]} stays still."


def _third(mask: NDArray[np.bool_]) -> tuple[int, int]:
    """Return in which third of the height and of the width an area's middle is."""
    rows, columns = np.nonzero(mask)
    height, width = mask.shape
    return int(3 * rows.mean() / height), int(3 * columns.mean() / width)


def _eighth(path: tuple[Point, ...]) -> int | None:
    """Return the direction from start to end, or None if the path comes back."""
    (x, y), (to_x, to_y) = path[0], path[-1]
    length = sum(math.dist(one, other) for one, other in itertools.pairwise(path))
    if math.dist((x, y), (to_x, to_y)) <= RETURNS * length:
        return None
    turn = math.atan2(to_y - y, to_x - x) / math.tau
    return round(turn * EIGHTHS) % EIGHTHS
