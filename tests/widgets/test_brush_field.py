"""The brush in the panel: what of a painting goes into the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from kling_widgets import MovingArea, Studio
from kling_widgets.images import open_wire
from tests.widgets._panel import click
from tests.widgets.conftest import png

if TYPE_CHECKING:
    from kling_widgets.widgets.panel._brush_offers import BrushOffers
    from tests.widgets.conftest import ScriptedRunner

SIZE = (640, 480)
AREA = (250, 200, 330, 280)
PATH = [(290, 240), (450, 120)]


def square() -> np.ndarray:
    """A white square in the middle of a grey picture."""
    picture = np.full((*SIZE[::-1], 3), 90, np.uint8)
    picture[AREA[1] : AREA[3], AREA[0] : AREA[2]] = 250
    return picture


@pytest.fixture
def studio(runner: ScriptedRunner) -> Studio:
    """A panel with a painted picture."""
    studio = Studio(runner=runner, image=square(), prompt="the square goes")
    studio.brush.static_mask = (0, 0, 640, 60)
    studio.brush.dynamic_masks = [MovingArea(AREA, PATH)]
    return studio


def offers(studio: Studio) -> BrushOffers:
    """The offers, once what they show has been drawn."""
    studio._frame.offers._latest.join()
    return studio._frame.offers


def line(studio: Studio) -> str:
    return str(studio._form.brush._line.value)


def test_a_brush_model_gets_the_painting(
    studio: Studio, runner: ScriptedRunner
) -> None:
    """Masks of the picture's size, and points that count from the bottom."""
    studio.model_name = "kling-v1"
    click(studio)

    wire = runner.requests[0].to_json()
    (group,) = wire["dynamic_masks"]
    assert group["trajectories"] == [{"x": 290, "y": 239}, {"x": 450, "y": 359}]
    assert open_wire(wire["static_mask"]).size == open_wire(wire["image"]).size == SIZE
    assert line(studio) == ""
    assert offers(studio).layout.display == "none"


def test_another_model_does_not_and_says_so(
    studio: Studio, runner: ScriptedRunner
) -> None:
    """The models that take it are named with their date."""
    click(studio)

    assert {"static_mask", "dynamic_masks"}.isdisjoint(runner.requests[0].to_json())
    assert "kling-v2-6 std 5 s takes no painting; yours is kept" in line(studio)
    assert "kling-v1 (std 5 s, pro 5 s; withdrawn 2026-09-15)" in line(studio)
    assert "kling-v1-5 (pro 5 s; withdrawn 2026-09-15)" in line(studio)


def test_switching_models_loses_nothing(studio: Studio) -> None:
    """There and back, the painting is the same."""
    before = studio.brush.static_mask, studio.brush.dynamic_masks[0].mask

    for name in ("kling-v1", "kling-v3", "kling-v1-5"):
        studio.model_name = name

    after = studio.brush.static_mask, studio.brush.dynamic_masks[0].mask
    assert np.array_equal(before, after)


def test_an_area_without_a_path_is_told_at_the_brush(
    studio: Studio, runner: ScriptedRunner
) -> None:
    """Nothing is sent, and the fold opens."""
    studio.model_name = "kling-v1"
    studio.brush.dynamic_masks = [MovingArea(AREA)]

    click(studio)

    assert runner.requests == []
    assert "Area 1 has no path" in line(studio)
    assert studio._frame.motion.button.value
    studio.brush.clear()
    assert line(studio) == ""


def test_a_stroke_makes_another_request(studio: Studio, runner: ScriptedRunner) -> None:
    """A click after it is no double click."""
    studio.model_name = "kling-v1"
    click(studio)
    studio.brush.static_mask = None
    click(studio)

    assert len(runner.requests) == 2


def test_a_link_cannot_be_painted_on(studio: Studio) -> None:
    """It says why; the panel goes on."""
    studio.image = "https://example.com/cat.png"

    assert "cannot be painted on" in line(studio)
    assert studio.brush.image is None


def test_the_end_frame_becomes_the_tail(studio: Studio, runner: ScriptedRunner) -> None:
    """One click: pro mode, a tail of the picture's size, no masks; the square has moved."""
    studio.prompt = None
    assert offers(studio).shown.jpeg.startswith(b"\xff\xd8")

    studio._frame.offers.end_frame.click()
    click(studio)

    wire = runner.requests[0].to_json()
    tail = open_wire(wire["image_tail"]).convert("L")
    assert wire["mode"] == "pro"
    assert {"static_mask", "dynamic_masks"}.isdisjoint(wire)
    assert tail.size == SIZE
    pixels = np.asarray(tail)
    rows, columns = np.nonzero(pixels > 170)
    centre = np.array([columns.mean() + 0.5, rows.mean() + 0.5])
    assert np.hypot(*(centre - PATH[1])) <= 2
    left = pixels[AREA[1] : AREA[3], AREA[0] : AREA[2]]
    assert np.abs(left.astype(int) - 90).max() < 12  # filled, and no mark burnt in
    corners = np.concatenate([pixels[-60:, :200].ravel(), pixels[-60:, -200:].ravel()])
    assert np.abs(corners.astype(int) - 90).max() < 6


def test_a_model_without_a_tail_says_so(studio: Studio) -> None:
    """The button is off, with its reason; words are still to be had."""
    studio.model_name = "kling-v2-master"

    assert offers(studio).end_frame.disabled
    assert "takes no tail image" in offers(studio).about.value
    assert not offers(studio).words.disabled


def test_words_are_added_to_the_prompt_once(studio: Studio) -> None:
    """A second click, and one after the path has changed, replaces them."""
    words = studio._frame.offers.words
    words.click()
    words.click()
    first = studio.prompt
    studio.brush.dynamic_masks = [MovingArea(AREA, [(290, 240), (290, 400)])]
    words.click()

    start = "the square goes The subject in the middle of the picture moves"
    rest = "What is at the top stays still."
    assert first == f"{start} to the upper right. {rest}"
    assert studio.prompt == f"{start} down. {rest}"


def test_words_follow_the_prompt_s_language(studio: Studio) -> None:
    """A Korean prompt gets Korean words."""
    studio.prompt = "사각형이 간다"
    studio._frame.offers.words.click()

    assert "오른쪽 위를 향해" in (studio.prompt or "")


def test_the_words_are_shown_before(studio: Studio) -> None:
    """What the click would add stands beside the button."""
    assert "moves to the upper right." in offers(studio).sentence.value


def test_a_half_painted_area_has_no_end_frame(studio: Studio) -> None:
    """It is said what is missing, and no picture is shown."""
    studio.brush.dynamic_masks = [MovingArea(AREA)]

    assert "has no path" in offers(studio).about.value
    assert offers(studio).shown.value == ""
    assert offers(studio).words.disabled


def test_another_picture_takes_another_painting(studio: Studio) -> None:
    """A painting belongs to a size."""
    studio.image = png(800, 600)

    assert studio.brush.static_mask.shape == (600, 800)
