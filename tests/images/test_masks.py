"""A mask is black and white, and as large as its picture."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from kling_widgets.errors import InputError
from kling_widgets.images import EncodedImage, open_wire, prepare_mask
from tests.images._pictures import saved

TIMES = "\N{MULTIPLICATION SIGN}"
SHAPE = (360, 640)


def blob(shape: tuple[int, int] = SHAPE) -> np.ndarray:
    """True in a rectangle left of the middle."""
    painted = np.zeros(shape, bool)
    painted[shape[0] // 4 : shape[0] // 2, shape[1] // 8 : shape[1] // 2] = True
    return painted


def painted(encoded: EncodedImage) -> np.ndarray:
    """Where the mask is white, after a look that it is nothing but black or white."""
    levels = np.asarray(open_wire(encoded.wire))
    assert set(np.unique(levels)) <= {0, 255}
    white: np.ndarray = levels[:, :, 0] == 255
    return white


@pytest.mark.parametrize("kind", ["bool", "uint8", "float", "pil 1", "pil L", "png"])
def test_every_kind_of_mask(kind: str) -> None:
    """However a mask is held, the same pixels are painted."""
    levels = Image.fromarray(blob().astype(np.uint8) * 255)
    mask = {
        "bool": blob(),
        "uint8": np.asarray(levels),
        "float": blob().astype(float),
        "pil 1": levels.convert("1"),
        "pil L": levels,
        "png": saved(levels),
    }[kind]

    encoded = prepare_mask(mask)

    assert encoded.media_type == "image/png"
    assert np.array_equal(painted(encoded), blob())


def test_a_prepared_mask_is_checked_again() -> None:
    """An EncodedImage may be any picture, so it is made black and white too."""
    once = prepare_mask(blob())

    assert np.array_equal(painted(prepare_mask(once)), blob())


def test_grey_is_divided() -> None:
    """M7: from level 128 up it counts as painted, and that is said."""
    ramp = np.tile(np.linspace(0, 255, 640).astype(np.uint8), (360, 1))

    encoded = prepare_mask(ramp)

    assert np.array_equal(painted(encoded), ramp >= 128)
    assert encoded.notes == ("grey from level 128 up counts as painted",)


def test_a_jpeg_s_noise_is_cleaned() -> None:
    """M12: what a JPEG leaves around edges is neither here nor there."""
    levels = Image.fromarray(blob().astype(np.uint8) * 255)

    encoded = prepare_mask(saved(levels, "JPEG", quality=70))

    assert (painted(encoded) != blob()).mean() < 0.002


def test_transparency_is_not_painted() -> None:
    """A brush drawn in white on nothing marks the strokes, not the sheet."""
    strokes = np.zeros((*SHAPE, 4), np.uint8)
    strokes[blob()] = 255

    assert np.array_equal(painted(prepare_mask(strokes)), blob())


@pytest.mark.parametrize("size", [(1280, 720), (1279, 720), (640, 361)])
def test_a_mask_follows_its_picture_s_size(size: tuple[int, int]) -> None:
    """A mask of the same ratio is scaled, up to the rounding of pixels."""
    encoded = prepare_mask(blob(), size=size)

    assert encoded.size == size
    share = painted(encoded).mean()
    assert abs(share - blob().mean()) < 0.01
    assert encoded.notes == (
        f"mask resized from 640{TIMES}360 to {size[0]}{TIMES}{size[1]}",
    )


def test_a_mask_of_another_ratio() -> None:
    """M1: it was not painted on this picture."""
    with pytest.raises(InputError) as caught:
        prepare_mask(blob(), size=(640, 480), field="dynamic_masks[0].mask")

    assert str(caught.value) == (
        f"dynamic_masks[0].mask: 640{TIMES}360 does not have the ratio of the image "
        f"(640{TIMES}480). Paint the mask on the same picture."
    )
    assert caught.value.field == "dynamic_masks[0].mask"


def test_an_empty_mask() -> None:
    """M5: nothing painted is a mistake, not a wish."""
    with pytest.raises(InputError, match="static_mask: nothing is painted"):
        prepare_mask(np.zeros(SHAPE, bool))


def test_a_full_mask_is_noted() -> None:
    """M6: everything painted is possible, and rarely meant."""
    encoded = prepare_mask(np.ones(SHAPE, bool))

    assert "the whole picture is painted" in encoded.notes


def test_a_small_mask_for_a_small_picture() -> None:
    """A mask obeys the picture's limits."""
    with pytest.raises(InputError, match="each side must be at least 300 pixels"):
        prepare_mask(np.ones((200, 200), bool))


def test_a_mask_smaller_than_the_limits_grows_with_its_picture() -> None:
    """What a model computed at a low resolution fits the picture it was made for."""
    assert prepare_mask(blob((180, 320)), size=(1280, 720)).size == (1280, 720)
