"""What is painted moves as its path says, or stays to the grey level."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from kling_widgets.animatic import end_frame, render
from kling_widgets.animatic._path import Path
from kling_widgets.errors import InputError
from tests.animatic._probe import (
    Frame,
    decode,
    disc_mask,
    luma,
    metadata,
    moving,
    psnr,
    red_centre,
    scenery,
    wire,
    with_disc,
)

WIDTH, HEIGHT = SIZE = (1280, 720)
START, RADIUS = (250.0, 420.0), 50
ARC = (START, (420.0, 250.0), (700.0, 180.0), (930.0, 300.0), (1000.0, 480.0))
PICTURE = with_disc(scenery(*SIZE), START, RADIUS)
DISC = disc_mask(SIZE, START, RADIUS)


def request(**fields: Any) -> dict[str, Any]:
    return {"image": wire(PICTURE), "duration": "3", **fields}


def along(*points: tuple[float, float]) -> dict[str, Any]:
    return request(dynamic_masks=[moving(DISC, points, HEIGHT)])


def frozen_block(box: tuple[int, int, int, int]) -> Image.Image:
    mask = Image.new("L", SIZE)
    ImageDraw.Draw(mask).rectangle(box, 255)
    return mask


def inner(mask: Image.Image, pixels: int) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.asarray(mask.filter(ImageFilter.MinFilter(2 * pixels + 1))) > 0


def most_changed(frames: list[Frame], where: np.ndarray[Any, Any]) -> int:
    first = frames[0].astype(int)
    return max(int(np.abs(frame - first)[where].max()) for frame in frames)


@pytest.mark.parametrize("points", [(START, (900.0, 300.0)), ARC])
def test_a_moving_area_follows_its_path(
    points: tuple[tuple[float, float], ...],
) -> None:
    """At ten moments of the decoded clip the centre is within a pixel of the path."""
    frames = decode(render(along(*points), watermark=False))
    path = Path.through(points)
    assert path is not None

    for number in np.linspace(0, len(frames) - 1, 10).round().astype(int):
        right, down = path.shift(number / (len(frames) - 1))
        expected = (START[0] + right, START[1] + down)
        assert math.dist(red_centre(frames[number]), expected) < 1


def test_a_moving_area_does_not_jitter() -> None:
    """From frame to frame the centre's speed changes only a little."""
    frames = decode(render(along(*ARC), watermark=False))
    centres = np.array([red_centre(frame) for frame in frames])
    jitter = np.sqrt((np.diff(centres, n=3, axis=0) ** 2).mean())

    assert jitter < 0.5


def test_trajectories_count_from_the_bottom_left() -> None:
    """A trajectory whose y grows goes up in the picture."""
    asked = request(
        dynamic_masks=[
            {
                "mask": wire(DISC),
                "trajectories": [{"x": 250, "y": 300}, {"x": 250, "y": 600}],
            }
        ]
    )
    frames = decode(render(asked, draft=True))

    assert red_centre(frames[-1])[1] < red_centre(frames[0])[1] - 100


def test_the_first_frame_is_the_picture() -> None:
    """Before anything moves, cut-out and filling cannot be told from the picture."""
    asked = along(*ARC) | {"static_mask": wire(frozen_block((40, 40, 300, 200)))}
    first = decode(render(asked, watermark=False))[0]

    assert psnr(first, np.asarray(PICTURE)) > 40


def test_the_background_is_filled() -> None:
    """Where the subject was there is scenery, with nothing of it left."""
    last = decode(render(along(*ARC), watermark=False))[-1].astype(int)
    hole = np.asarray(DISC.filter(ImageFilter.MaxFilter(9))) > 0
    scene = np.asarray(scenery(*SIZE)).astype(int)

    assert (last[..., 0] - last[..., 1:].max(axis=2))[hole].max() < 60
    assert np.abs(last - scene).mean(axis=2)[hole].mean() < 12


def test_no_frame_has_a_hole() -> None:
    """No frame shows black, or any colour that is not in the picture."""
    asked = along(*ARC) | {"prompt": "zoom out"}
    for frame in decode(render(asked, draft=True, watermark=False)):
        assert frame.astype(int).sum(axis=2).min() > 120


def test_a_frozen_area_stays_to_the_grey_level() -> None:
    """While a subject passes behind it, a frozen area stays, in every pixel."""
    mask = frozen_block((560, 60, 840, 340))
    asked = along(START, (480.0, 200.0), (700.0, 190.0), (1000.0, 210.0))
    frames = luma(render(asked | {"static_mask": wire(mask)}, watermark=False))

    assert most_changed(frames, np.asarray(mask) > 0) <= 2
    assert most_changed(frames, np.asarray(mask) == 0) > 40


def test_a_frozen_area_stays_while_the_camera_moves() -> None:
    """The camera moves the rest of the picture, and the frozen area not at all."""
    mask = frozen_block((480, 200, 800, 520))
    asked = request(static_mask=wire(mask), prompt="pan left")
    frames = luma(render(asked, watermark=False))

    assert most_changed(frames, inner(mask, 20)) <= 2
    assert most_changed(frames, np.asarray(mask) == 0) > 40


def test_a_subject_passes_behind_what_is_frozen() -> None:
    """In the middle of a frozen area the passing subject is never seen."""
    mask = frozen_block((400, 300, 560, 540))
    asked = along(START, (900.0, 420.0)) | {"static_mask": wire(mask)}
    for frame in decode(render(asked, draft=True)):
        red = frame.astype(int)[..., 0] - frame[..., 1:].max(axis=2)
        assert red[160:260, 210:270].max() < 60


def test_the_subject_keeps_to_its_path_under_a_moving_camera() -> None:
    """A path is a way through the frame, also while the camera zooms."""
    asked = along(*ARC) | {"prompt": "zoom in"}
    frames = decode(render(asked, watermark=False))

    assert math.dist(red_centre(frames[-1]), ARC[-1]) < 1


def test_several_subjects_move_at_once() -> None:
    """Each of two areas goes its own way."""
    other = disc_mask(SIZE, (1000, 560), 40)
    picture = with_disc(PICTURE, (1000, 560), 40)
    asked = {
        "image": wire(picture),
        "duration": "3",
        "dynamic_masks": [
            moving(DISC, (START, (250, 200)), HEIGHT),
            moving(other, ((1000, 560), (700, 560)), HEIGHT),
        ],
    }
    last = decode(render(asked, watermark=False))[-1]

    left, right = last.copy(), last.copy()
    left[:, 480:], right[:, :480] = 0, 0
    assert red_centre(left) == pytest.approx((250, 200), abs=1)
    assert red_centre(right) == pytest.approx((700, 560), abs=1)


@pytest.mark.parametrize(
    "group",
    [
        moving(Image.new("L", SIZE), ARC, HEIGHT),
        moving(DISC, (START, START), HEIGHT),
        moving(DISC, (START,), HEIGHT),
        moving(DISC, (), HEIGHT),
    ],
    ids=["empty mask", "no length", "one point", "no point"],
)
def test_what_cannot_move_is_left_alone(group: dict[str, Any]) -> None:
    """An empty mask or a path to nowhere changes nothing."""
    frames = decode(render(request(dynamic_masks=[group]), draft=True))

    assert psnr(frames[-1], frames[0]) > 42


def test_a_mask_of_another_size_is_fitted() -> None:
    """A mask at half the picture's size marks the same area."""
    half = DISC.resize((WIDTH // 2, HEIGHT // 2))
    group = moving(half, (START, (900.0, 300.0)), HEIGHT)
    frames = decode(render(request(dynamic_masks=[group]), watermark=False))

    assert math.dist(red_centre(frames[-1]), (900, 300)) < 1.5


def test_a_subject_may_leave_the_frame() -> None:
    """A path that leads out of the picture takes the subject out of sight."""
    last = decode(render(along(START, (-400.0, 420.0)), draft=True))[-1].astype(int)

    assert (last[..., 0] - last[..., 1:].max(axis=2)).max() < 60


def test_a_mask_over_everything_still_renders() -> None:
    """Moving the whole picture uncovers a soft tone, not a hole."""
    everything = Image.new("L", SIZE, 255)
    group = moving(everything, (START, (500.0, 420.0)), HEIGHT)
    last = decode(render(request(dynamic_masks=[group]), draft=True))[-1]

    assert last.astype(int).sum(axis=2).min() > 100


def test_masks_that_are_urls_are_left_out_and_named() -> None:
    """Nothing is fetched; the file's comment says what was not drawn."""
    url = "https://example.com/mask.png"
    group = {"mask": url, "trajectories": [{"x": 1, "y": 1}, {"x": 99, "y": 9}]}
    asked = request(static_mask=url, dynamic_masks=[group])
    comment = json.loads(metadata(render(asked, draft=True))["comment"])

    assert comment["left_out"] == ["static_mask", "dynamic_masks[0].mask"]


@pytest.mark.parametrize(
    "groups",
    [
        "mask",
        [{"mask": wire(DISC)}],
        [{"mask": wire(DISC), "trajectories": [{"x": 1}]}],
        [{"mask": wire(DISC), "trajectories": [{"x": 1, "y": 10**400}]}],
        [{"mask": wire(DISC), "trajectories": [{"x": 1e300, "y": 1}]}],
        [{"mask": wire(DISC), "trajectories": [{"x": 1, "y": math.nan}]}],
        [{"mask": 5, "trajectories": [{"x": 1, "y": 1}, {"x": 9, "y": 9}]}],
        [{"mask": "????", "trajectories": [{"x": 1, "y": 1}, {"x": 9, "y": 9}]}],
    ],
)
def test_a_strange_brush_is_refused(groups: Any) -> None:
    """What is no moving area names its field."""
    with pytest.raises(InputError) as refusal:
        render(request(dynamic_masks=groups))

    assert refusal.value.field == "dynamic_masks"


@pytest.mark.parametrize(
    "way", [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)]
)
def test_the_end_frame_shows_the_end_of_the_path(way: tuple[int, int]) -> None:
    """At full size and unmarked, the subject stands where its path ends."""
    middle = (320.0, 180.0)
    picture = with_disc(scenery(641, 361), middle, 24)
    end = (middle[0] + 90 * way[0], middle[1] + 90 * way[1])
    group = moving(disc_mask(picture.size, middle, 24), (middle, end), 361)
    last = end_frame({"image": wire(picture), "dynamic_masks": [group]})

    assert last.size == picture.size
    assert math.dist(red_centre(np.asarray(last)), end) < 2


def test_the_end_frame_changes_nothing_else() -> None:
    """Away from the subject's old and new place every pixel is the picture's."""
    last = np.asarray(end_frame(along(START, (900.0, 300.0)))).astype(int)
    same = np.ones((HEIGHT, WIDTH), bool)
    for x, y in (START, (900, 300)):
        same[int(y) - 70 : int(y) + 70, int(x) - 70 : int(x) + 70] = False

    assert np.array_equal(last[same], np.asarray(PICTURE)[same])
