"""From two views of one scene the camera's way between them is found."""

from __future__ import annotations

import math

import pytest
from PIL import Image, ImageOps

from kling_widgets.animatic._move import Move
from kling_widgets.animatic._register import find_move
from kling_widgets.animatic._shot import PRO_AREA, _frame_size
from tests.animatic._probe import scenery, with_disc

SCENE = with_disc(with_disc(scenery(640, 360), (200, 110), 24), (470, 250), 40)


def seen(zoom: float, right: float, down: float, roll: float) -> Image.Image:
    """Photograph the scene again after a camera move."""
    turn = math.radians(roll)
    cos, sin = math.cos(turn) / zoom, math.sin(turn) / zoom
    x = 640 * (0.5 + right) - cos * 320 + sin * 180
    y = 360 * (0.5 + down) - sin * 320 - cos * 180
    matrix = (cos, -sin, x, sin, cos, y)
    return SCENE.transform(
        SCENE.size, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC
    )


@pytest.mark.parametrize(
    "went",
    [
        Move(),
        Move(zoom=1.3),
        Move(zoom=1.25, right=0.08, down=-0.05),
        Move(zoom=1.25, right=-0.06, roll=5.0),
    ],
)
def test_the_camera_is_found(went: Move) -> None:
    """From two views of one scene, the way between them can be told."""
    found = find_move(SCENE, seen(went.zoom, went.right, went.down, went.roll))

    assert found is not None
    assert found.zoom == pytest.approx(went.zoom, abs=0.02)
    assert (found.right, found.down) == pytest.approx((went.right, went.down), abs=0.01)
    assert found.roll == pytest.approx(went.roll, abs=0.4)


@pytest.mark.parametrize("size", [(420, 927), (692, 1102), (588, 318)])
def test_a_ratio_that_no_frame_has(size: tuple[int, int]) -> None:
    """A tail that was fitted to even sides is compared all the same."""
    scene = SCENE.resize(size)
    frame = ImageOps.fit(scene, _frame_size(size, PRO_AREA))

    found = find_move(scene, frame)

    assert found is not None
    assert found.zoom == pytest.approx(1, abs=0.02)


def test_different_scenes_have_no_way_between_them() -> None:
    """Pictures of different things are not forced onto each other."""
    other = SCENE.transpose(Image.Transpose.ROTATE_180)

    assert find_move(SCENE, other) is None


def test_a_plain_picture_has_nothing_to_go_by() -> None:
    """Two plain pictures give no camera move, and no error."""
    grey, dark = Image.new("RGB", (64, 36), "grey"), Image.new("RGB", (64, 36), "black")

    assert find_move(grey, dark) is None
