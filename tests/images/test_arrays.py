"""An array of brightness levels is a picture; any other array is refused."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from kling_widgets.errors import InputError
from kling_widgets.images import open_wire, prepare

HIGH, WIDE = 320, 400


def levels(shape: tuple[int, ...] = (HIGH, WIDE, 3)) -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, shape).astype(np.uint8)


def sent(anything: Any) -> np.ndarray:
    return np.asarray(open_wire(prepare(anything).wire))


def test_colour_levels_are_taken_as_they_are() -> None:
    """uint8 (height, width, 3) changes in nothing."""
    array = levels()

    assert np.array_equal(sent(array), array)
    assert prepare(array).notes == ()


@pytest.mark.parametrize("shape", [(HIGH, WIDE), (HIGH, WIDE, 1), (1, HIGH, WIDE)])
def test_grey_levels(shape: tuple[int, ...]) -> None:
    """One channel, written in any of three ways, is grey."""
    array = levels(shape)

    assert np.array_equal(sent(array)[:, :, 0], array.reshape(HIGH, WIDE))


def test_four_channels_are_transparent() -> None:
    """The fourth channel lets white through."""
    array = np.zeros((HIGH, WIDE, 4), np.uint8)

    assert sent(array).min() == 255


def test_decimals_are_scaled() -> None:
    """What matplotlib and skimage call a picture: decimals in 0…1."""
    array = levels() / 255

    encoded = prepare(array)

    assert np.array_equal(sent(array), levels())
    assert encoded.notes == ("levels 0…1 scaled to 0…255",)


@pytest.mark.parametrize("kind", ["float16", "float32", "float64"])
def test_a_little_overshoot_is_clipped(kind: str) -> None:
    """Resampling goes a little beyond 0…1."""
    array = np.full((HIGH, WIDE), 1.003, kind)
    array[0] = -0.003

    assert {int(sent(array).min()), int(sent(array).max())} == {0, 255}


def test_16_bit_levels() -> None:
    """uint16 means 0…65535."""
    array = levels((HIGH, WIDE)).astype(np.uint16) * 257

    assert np.array_equal(sent(array)[:, :, 0], levels((HIGH, WIDE)))
    assert "16-bit levels reduced to 8 bits" in prepare(array).notes


@pytest.mark.parametrize("kind", ["int16", "int32", "int64", "uint32", "uint64"])
def test_whole_numbers_of_any_width(kind: str) -> None:
    """Arithmetic leaves 0…255 in wider numbers."""
    assert np.array_equal(sent(levels().astype(kind)), levels())


def test_true_and_false() -> None:
    """True is white."""
    array = levels((HIGH, WIDE)) > 100

    assert np.array_equal(sent(array)[:, :, 0] == 255, array)


def test_a_tensor_s_channels_are_moved() -> None:
    """(3, height, width), as torch has it, is told by its shape."""
    encoded = prepare(levels().transpose(2, 0, 1))

    assert encoded.size == (WIDE, HIGH)
    assert encoded.notes == ("channels moved to the end",)


def test_a_tensor_like_object() -> None:
    """Whatever turns into an array is one."""

    class Tensor:
        def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
            return levels()

    assert np.array_equal(sent(Tensor()), levels())


def test_a_tensor_on_another_device() -> None:
    """What cannot be turned into an array is told how to."""

    class Tensor:
        def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
            raise TypeError("can't convert cuda:0 device type tensor to numpy")

    with pytest.raises(InputError, match=r"tensor\.detach\(\)\.cpu\(\)\.numpy\(\)"):
        prepare(Tensor())


def test_a_view_with_odd_strides() -> None:
    """A mirrored, thinned view is a picture like any other."""
    view = np.repeat(levels(), 2, axis=0)[::-2, ::-1]

    assert np.array_equal(sent(view), view)


@pytest.mark.parametrize(
    ("array", "sentence"),
    [
        (np.zeros((480, 640, 2)), "an array of float64 (480, 640, 2); need uint8"),
        (np.zeros((640,)), "an array of float64 (640,); need uint8 (height, width, 3)"),
        (np.zeros((2, 480, 640, 3)), "an array of float64 (2, 480, 640, 3); need"),
        (np.zeros((0, 640, 3)), "an array of float64 (0, 640, 3); need"),
        (np.float64(3), "an array of float64 (); need"),
        (np.full((480, 640), np.nan), "float64 (480, 640) contains NaN or infinity."),
        (np.full((480, 640), np.inf), "float64 (480, 640) contains NaN or infinity."),
        (np.full((480, 640), 200.0), "values 200…200; decimal numbers must lie in 0…1"),
        (np.full((480, 640), -0.5), "values -0.5…-0.5; decimal numbers must lie in"),
        (np.full((480, 640), -1), "values -1…-1; whole numbers must lie in 0…255."),
        (np.full((480, 640), 256), "values 256…256; whole numbers must lie in 0…255."),
        (np.zeros((480, 640), complex), "complex128 (480, 640) holds no brightness"),
        (np.full((480, 640), "a"), "<U1 (480, 640) holds no brightness levels"),
        (np.full((480, 640), None), "object (480, 640) holds no brightness levels"),
    ],
)
def test_an_array_that_is_no_picture(array: Any, sentence: str) -> None:
    """I33: type and shape are named, and what is needed."""
    with pytest.raises(InputError, match=re.escape(sentence)):
        prepare(array)
