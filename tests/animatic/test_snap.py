"""A hastily painted area is drawn in to its subject, and never out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from kling_widgets.animatic._snap import snapped
from tests.animatic._probe import disc_mask, scenery, with_disc

SIZE = (640, 360)
PLACE, RADIUS = (320.0, 150.0), 40
PICTURE = with_disc(scenery(*SIZE), PLACE, RADIUS)
DISC = disc_mask(SIZE, PLACE, RADIUS)


def white(mask: Image.Image) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.asarray(mask) > 127


def overlap(one: Image.Image, other: Image.Image) -> float:
    """Return intersection over union."""
    first, second = white(one), white(other)
    return float((first & second).sum() / (first | second).sum())


def test_an_exact_mask_stays_as_it_is() -> None:
    """What already ends at the subject's edge is not touched."""
    assert snapped(PICTURE, DISC).tobytes() == DISC.tobytes()


@pytest.mark.parametrize("margin", [8, 16, 24])
def test_a_generous_mask_is_drawn_in(margin: int) -> None:
    """A rim of background around the subject is left behind."""
    generous = disc_mask(SIZE, PLACE, RADIUS + margin)
    found = snapped(PICTURE, generous)

    assert overlap(found, DISC) > 0.88 > overlap(generous, DISC)


def test_a_bounding_box_is_drawn_in() -> None:
    """A rectangle is enough to tell which thing is meant."""
    box = Image.new("L", SIZE)
    ImageDraw.Draw(box).rectangle((270, 100, 370, 200), 255)

    assert overlap(snapped(PICTURE, box), DISC) > 0.88 > overlap(box, DISC)


def test_a_mask_over_nothing_stays_as_it_is() -> None:
    """Where there is no subject to draw in to, the area is what was painted."""
    sky = Image.new("RGB", SIZE, (120, 160, 220))

    assert snapped(sky, DISC).tobytes() == DISC.tobytes()


def test_a_part_of_a_thing_stays_as_it_is() -> None:
    """An area whose surroundings have its own colours is not cut down."""
    within = disc_mask(SIZE, PLACE, RADIUS // 2)

    assert overlap(snapped(PICTURE, within), within) > 0.95


def test_nothing_is_ever_added() -> None:
    """A mask is drawn in, never out."""
    small = disc_mask(SIZE, (PLACE[0] + 20, PLACE[1]), RADIUS)

    assert not (white(snapped(PICTURE, small)) & ~white(small)).any()


@pytest.mark.parametrize("value", [0, 255])
def test_plain_masks_stay_as_they_are(value: int) -> None:
    """An empty mask stays empty, and one over everything stays whole."""
    mask = Image.new("L", SIZE, value)

    assert snapped(PICTURE, mask).tobytes() == mask.tobytes()
