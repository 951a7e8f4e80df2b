"""The brush from code: what it takes, what it gives, what a request gets."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from kling_widgets import Brush, DynamicMask, KlingError, MovingArea
from kling_widgets.errors import InputError
from kling_widgets.images import open_wire, prepare_mask
from tests.widgets.conftest import png

SIZE = (400, 300)
BOX = (40, 60, 200, 220)
PATH = ((120, 140), (300, 20))


@pytest.fixture
def brush() -> Brush:
    """A brush on a picture of 400 by 300."""
    return Brush(png(*SIZE))


def boxed(box: tuple[int, int, int, int] = BOX) -> np.ndarray:
    mask = np.zeros(SIZE[::-1], np.bool_)
    mask[box[1] : box[3], box[0] : box[2]] = True
    return mask


@pytest.mark.parametrize(
    "given",
    [
        boxed(),
        boxed().astype(np.uint8),
        boxed().astype(np.uint8) * 255,
        Image.fromarray(boxed().astype(np.uint8) * 255),
        BOX,
        [float(side) for side in BOX],
        prepare_mask(boxed(), size=SIZE, field="static_mask"),
    ],
    ids=["bool", "0 and 1", "levels", "PIL", "box", "float box", "prepared"],
)
def test_a_mask_may_be_given_in_many_forms(brush: Brush, given: object) -> None:
    """Each is read back as true where it was painted."""
    brush.static_mask = given

    assert np.array_equal(brush.static_mask, boxed())


def test_a_mask_of_half_the_size_is_scaled(brush: Brush) -> None:
    """A segmentation is often made on a smaller picture."""
    brush.static_mask = boxed()[::2, ::2]

    off = brush.static_mask ^ boxed()
    assert off.mean() < 0.01


def test_none_frees_everything(brush: Brush) -> None:
    """So does a mask with nothing in it."""
    for empty in (None, np.zeros(SIZE[::-1], np.bool_)):
        brush.static_mask = BOX
        brush.static_mask = empty
        assert not brush.static_mask.any()


def test_what_is_read_is_a_copy(brush: Brush) -> None:
    """Writing into it paints nothing."""
    brush.static_mask[:] = True

    assert not brush.static_mask.any()


def test_moving_areas_come_back(brush: Brush) -> None:
    """Mask and path, in their order; the later area has the pixels that both want."""
    other = (180, 200, 260, 280)
    brush.dynamic_masks = [MovingArea(BOX, PATH), MovingArea(other, [(1.4, 2), (3, 4)])]

    one, two = brush.dynamic_masks
    assert np.array_equal(one.mask, boxed() & ~boxed(other))
    assert np.array_equal(two.mask, boxed(other))
    assert (one.trajectory, two.trajectory) == (PATH, ((1, 2), (3, 4)))
    assert (
        repr(one)
        == "<MovingArea of 400\N{MULTIPLICATION SIGN}300 pixels, path of 2 points>"
    )


def test_a_request_gets_kling_s_axes(brush: Brush) -> None:
    """Y counts from the bottom there; masks have the picture's size."""
    brush.static_mask = (0, 0, 400, 50)
    brush.dynamic_masks = [MovingArea(BOX, PATH)]

    fields = brush.request_fields()

    (group,) = fields["dynamic_masks"]
    assert group.trajectories == ((120, 159), (300, 279))
    sent = np.asarray(open_wire(group.mask).convert("L")) > 127
    frozen = np.asarray(open_wire(fields["static_mask"].wire).convert("L")) > 127
    assert np.array_equal(sent, boxed())
    assert np.array_equal(frozen, boxed((0, 0, 400, 50)))


def test_a_request_s_masks_can_be_painted_again(brush: Brush) -> None:
    """What went out comes in again: the axis turns back."""
    brush.dynamic_masks = [MovingArea(BOX, PATH)]
    again = Brush(brush.image)

    again.dynamic_masks = brush.request_fields()["dynamic_masks"]

    assert isinstance(brush.request_fields()["dynamic_masks"][0], DynamicMask)
    assert again.dynamic_masks[0].trajectory == PATH
    assert np.array_equal(again.dynamic_masks[0].mask, boxed())


def test_a_long_path_is_thinned(brush: Brush) -> None:
    """Of a thousand points in a circle at most 77 stay, all near it."""
    angles = np.linspace(0, 2 * np.pi, 1000)
    circle = [(200 + 100 * np.cos(a), 150 + 100 * np.sin(a)) for a in angles]
    brush.dynamic_masks = [MovingArea(BOX, circle)]

    path = np.array(brush.dynamic_masks[0].trajectory)
    away = np.hypot(*(path - (200, 150)).T) - 100
    assert 20 < len(path) <= 77
    assert np.abs(away).max() < 1


@pytest.mark.parametrize(
    ("areas", "sentence"),
    [
        ([MovingArea(BOX)] * 7, "dynamic_masks: 7 areas, at most 6."),
        (["cat"], "dynamic_masks[0]: need MovingArea(mask, trajectory), got str."),
        (
            [MovingArea(BOX, [(0, 300)])],
            (
                "dynamic_masks[0].trajectory[0]: y=300 is outside 0…299; "
                "count from the top left corner."
            ),
        ),
        (
            [MovingArea(BOX, [7])],  # type: ignore[list-item]
            "dynamic_masks[0].trajectory[0]: need a point (x, y), got 7.",
        ),
        (
            [MovingArea(BOX, [(float("nan"), 1)])],
            "dynamic_masks[0].trajectory[0]: x: must be a number, got nan.",
        ),
        (
            [MovingArea((1, 2, 3, "4"), PATH)],
            "dynamic_masks[0].mask bottom: must be a number, got '4'.",
        ),
    ],
)
def test_what_fits_no_picture_is_refused(
    brush: Brush, areas: list[MovingArea], sentence: str
) -> None:
    """A sentence says which part; the painting stays as it was."""
    brush.dynamic_masks = [MovingArea(BOX, PATH)]

    with pytest.raises(InputError) as refusal:
        brush.dynamic_masks = areas

    assert refusal.value.message == sentence
    assert brush.dynamic_masks[0].trajectory == PATH


@pytest.mark.parametrize(
    ("area", "sentence"),
    [
        (
            MovingArea(BOX),
            "area 1 has no path; it needs 2 to 77. Drag its path, or clear it.",
        ),
        (
            MovingArea(BOX, PATH[:1]),
            "area 1 has a path of 1 point; it needs 2 to 77. Drag its path, or clear it.",
        ),
        (
            MovingArea(None, PATH),
            "area 1 has a path, but nothing is painted. Paint it, or clear it.",
        ),
    ],
)
def test_half_an_area_is_not_sent(
    brush: Brush, area: MovingArea, sentence: str
) -> None:
    """It is said which half is missing."""
    brush.dynamic_masks = [area]

    with pytest.raises(InputError) as refusal:
        brush.request_fields()

    assert refusal.value.message == f"dynamic_masks: {sentence}"


def test_without_a_picture_nothing_can_be_painted() -> None:
    """There is no size to paint in; a link is not fetched."""
    with pytest.raises(KlingError, match=r"Set brush\.image first"):
        Brush().static_mask = BOX
    with pytest.raises(KlingError, match="a link is not fetched here"):
        Brush("https://example.com/cat.png")


def test_another_picture_of_the_same_size_keeps_the_painting(brush: Brush) -> None:
    """One of another size cannot."""
    brush.static_mask = BOX
    brush.image = png(*SIZE)
    assert np.array_equal(brush.static_mask, boxed())

    brush.image = png(600, 400)

    assert brush.static_mask.shape == (400, 600)
    assert not brush.static_mask.any()


def test_clear_takes_everything(brush: Brush) -> None:
    """Areas and paths."""
    brush.static_mask = (0, 0, 20, 20)
    brush.dynamic_masks = [MovingArea(BOX, PATH)]

    brush.clear()

    assert not brush.static_mask.any()
    assert brush.dynamic_masks == ()
    assert brush.request_fields() == {"static_mask": None, "dynamic_masks": ()}


def test_the_overlay_shows_areas_and_path(brush: Brush) -> None:
    """Where nothing is painted the picture is untouched."""
    brush.dynamic_masks = [MovingArea(BOX, PATH)]
    assert brush.image

    shown = np.asarray(brush.overlay(0.5)).astype(int)
    plain = np.asarray(open_wire(brush.image.wire).convert("RGB")).astype(int)

    changed = (shown != plain).any(axis=2)
    inside = shown[210, 50] - (plain[210, 50] + (0xE6, 0x9F, 0x00)) // 2
    assert np.abs(inside).max() <= 1
    assert changed[boxed()].mean() > 0.99
    assert changed[80, 210]  # the path, half way
    assert not changed[250:].any()


def test_changes_are_told(brush: Brush) -> None:
    """Once each, and nothing where nothing has changed."""
    told: list[int] = []
    brush.on_change(lambda: told.append(brush.revision))

    brush.static_mask = BOX
    brush.static_mask = BOX
    brush.clear()

    assert len(told) == 2
