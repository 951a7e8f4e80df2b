"""A clip arrives at its tail picture, on a way without a jump."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from PIL import Image

from kling_widgets.animatic import render
from kling_widgets.errors import InputError
from tests.animatic._probe import (
    decode,
    disc_mask,
    moving,
    psnr,
    red_centre,
    scenery,
    wire,
    with_disc,
)

SIZE = (1280, 720)
PICTURE = with_disc(scenery(*SIZE), (400, 300), 60)
OTHER = with_disc(scenery(*SIZE).transpose(Image.Transpose.ROTATE_180), (900, 500), 80)
NEARER = PICTURE.resize(SIZE, Image.Resampling.BICUBIC, (160, 90, 1120, 630))


def request(tail: Image.Image, **fields: Any) -> dict[str, Any]:
    pictures = {"image": wire(PICTURE), "image_tail": wire(tail)}
    return {"duration": "3", **pictures, **fields}


@pytest.mark.parametrize("tail", [OTHER, NEARER], ids=["other", "nearer"])
@pytest.mark.parametrize("prompt", ["", "zoom in and pan left"])
def test_the_tail_is_reached(tail: Image.Image, prompt: str) -> None:
    """The last frame is the tail picture, whatever the camera did before; marked, too."""
    frames = decode(render(request(tail, prompt=prompt), watermark=True))

    assert psnr(frames[-1], np.asarray(tail)) >= 35
    assert psnr(frames[0], np.asarray(PICTURE)) >= 35


def test_the_tail_is_reached_with_everything_else() -> None:
    """Brush, frozen area, camera and tail work in one clip."""
    mask = disc_mask(SIZE, (400, 300), 60)
    asked = request(
        OTHER,
        prompt="zoom in",
        dynamic_masks=[moving(mask, ((400, 300), (800, 300)), 720)],
        static_mask=wire(disc_mask(SIZE, (200, 600), 60)),
    )
    frames = decode(render(asked, watermark=False))

    assert psnr(frames[-1], np.asarray(OTHER)) >= 35
    assert red_centre(frames[16])[0] > 440


def test_a_nearer_view_is_approached() -> None:
    """If the tail shows the same scene from nearer, the camera goes there."""
    frames = decode(render(request(NEARER), watermark=False))
    widths = [
        (frame[..., 0].astype(int) - frame[..., 1] > 60).sum() for frame in frames
    ]

    assert np.diff(widths[::6]).min() > 0


def test_the_way_to_the_tail_has_no_jump() -> None:
    """No two neighbouring frames differ much more than any others."""
    frames = decode(render(request(OTHER), watermark=False))
    steps = [
        float(np.abs(after.astype(int) - before).mean())
        for before, after in itertools.pairwise(frames)
    ]

    assert max(steps) < 4 * float(np.mean(steps))


def test_a_tail_of_another_shape_is_cropped() -> None:
    """A square tail fills the frame from its middle, undistorted."""
    square = with_disc(scenery(600, 600), (300, 300), 80)
    last = decode(render(request(square), draft=True, watermark=False))[-1]

    assert red_centre(last) == pytest.approx((320, 180), abs=1)
    red = last[..., 0].astype(int) - last[..., 1:].max(axis=2) > 60
    assert red.any(axis=0).sum() == pytest.approx(red.any(axis=1).sum(), abs=2)


def test_an_unreadable_tail_names_its_field() -> None:
    """The error is at image_tail, where the mistake is."""
    with pytest.raises(InputError, match="image_tail") as refusal:
        render({"image": wire(PICTURE), "image_tail": "????"})

    assert refusal.value.field == "image_tail"
