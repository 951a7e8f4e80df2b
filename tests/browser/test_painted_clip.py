"""From the mouse to the clip: what is painted is what is asked for and what moves."""

from __future__ import annotations

import base64
import io
import json
import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image, ImageFilter

from kling_widgets import Brush, configure, generate
from kling_widgets.animatic._path import Path as Way
from tests.animatic._probe import decode, luma, red_centre, scenery, with_disc
from tests.browser._brush_page import BrushPage
from tests.browser._brush_scene import distance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("recording_comms")]

WIDTH, HEIGHT = SIZE = (640, 360)
DISC, RADIUS = (130.0, 230.0), 24
WAY = [DISC, (200.0, 130.0), (330.0, 90.0), (460.0, 150.0), (500.0, 240.0)]
FROZEN = [(590.0, 60.0), (590.0, 300.0)]
STEPS = 10
"""Moves of the mouse from one place to the next."""
ENLARGED = 2
"""The clip has so many pixels for one of the picture."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was painted, what arrived at the provider, and the clip that came back."""

    painted: Brush
    request: dict[str, Any]
    clip: bytes


@pytest.fixture
def made(page: Page, tmp_path: Path) -> Iterator[Made]:
    """A ball gets a path, the right edge is frozen, and the simulator is asked."""
    configure(home=tmp_path, output_dir=tmp_path, simulator_speed=500)
    brush = Brush(with_disc(scenery(*SIZE), DISC, RADIUS))
    shown = BrushPage(page, brush, width=f"{WIDTH}px")
    paint(shown)
    fields = brush.request_fields()
    job = generate(brush.image, model_name="kling-v1", mode="std", **fields)
    clip = job.wait(60)
    (kept,) = tmp_path.rglob("requests/*.json")
    yield Made(brush, json.loads(kept.read_bytes()), clip.path.read_bytes())
    configure(home=None, output_dir=None, simulator_speed=None)
    assert shown.complaints == []


def paint(shown: BrushPage) -> None:
    """Paint and drag with the mouse, as a person does."""
    shown.resize_brush(60)
    shown.click(DISC)
    shown.press("Path")
    shown.drag(*between(WAY))
    shown.press("Brush", "Frozen area")
    shown.drag(*FROZEN)


def between(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same way in many small steps: a mouse says where it is all the time."""
    steps = [
        (ax + (bx - ax) * part / STEPS, ay + (by - ay) * part / STEPS)
        for (ax, ay), (bx, by) in pairwise(places)
        for part in range(STEPS)
    ]
    return [*steps, places[-1]]


def mask(text: str) -> NDArray[np.bool_]:
    with Image.open(io.BytesIO(base64.b64decode(text))) as picture:
        return np.asarray(picture.convert("L")) > 127


def test_what_is_painted_is_asked_for_and_moves(made: Made) -> None:
    """Kling's JSON says it its own way, and the clip that comes back obeys it."""
    (group,) = made.request["dynamic_masks"]
    points = [(point["x"], HEIGHT - 1 - point["y"]) for point in group["trajectories"]]

    assert_same_masks(made)
    assert 2 <= len(points) <= 77
    assert points[0] == pytest.approx(DISC, abs=1)
    assert points[-1] == pytest.approx(WAY[-1], abs=1)
    assert max(distance(point, WAY) for point in points) < 1.5
    assert_follows(decode(made.clip), points)
    assert_frozen(luma(made.clip), mask(made.request["static_mask"]))


def assert_same_masks(made: Made) -> None:
    """The masks arrive pixel for pixel, at the sent picture's size."""
    (area,) = made.painted.dynamic_masks
    (group,) = made.request["dynamic_masks"]
    sent = Image.open(io.BytesIO(base64.b64decode(made.request["image"])))

    assert sent.size == SIZE
    assert np.array_equal(mask(group["mask"]), area.mask)
    assert np.array_equal(mask(made.request["static_mask"]), made.painted.static_mask)


def assert_follows(
    frames: list[NDArray[np.uint8]], points: list[tuple[float, float]]
) -> None:
    """At ten moments the ball's centre is within a pixel of its path."""
    way = Way.through(points)
    assert way is not None
    for number in np.linspace(0, len(frames) - 1, 10).round().astype(int):
        right, down = way.shift(number / (len(frames) - 1))
        expected = (ENLARGED * (DISC[0] + right), ENLARGED * (DISC[1] + down))
        assert math.dist(red_centre(frames[number]), expected) < 1


def assert_frozen(frames: list[NDArray[np.uint8]], frozen: NDArray[np.bool_]) -> None:
    """Inside of what is frozen no pixel of any frame changes by more than 2 levels."""
    inner = Image.fromarray(frozen).convert("L").filter(ImageFilter.MinFilter(5))
    where = np.asarray(inner.resize(frames[0].shape[::-1])) > 0
    first = frames[0].astype(int)

    assert where.any()
    assert max(int(np.abs(frame - first)[where].max()) for frame in frames) <= 2
