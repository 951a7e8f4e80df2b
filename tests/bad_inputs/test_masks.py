"""Masks and paths that cannot be sent: rows M1 to M12 and T1 to T9."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PIL import Image, ImageDraw

from kling_widgets import Brush, MovingArea
from kling_widgets.widgets._asked import request_of
from tests.bad_inputs._case import GOOD, Row, check_refused, check_taken, numbered
from tests.images._pictures import drawing, saved

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

V1 = {"model_name": "kling-v1"}
V15 = {"model_name": "kling-v1-5", "mode": "pro"}
WAY = [(200, 200), (400, 300)]


def mask(
    size: tuple[int, int] = (1280, 720), box: tuple[int, ...] = (100, 100, 300, 500)
) -> Image.Image:
    """White where the subject is; the picture's rows count from the top."""
    painted = Image.new("L", size)
    ImageDraw.Draw(painted).rectangle(box, fill=255)
    return painted


def group(path: Any = None, paint: Any = None) -> dict[str, Any]:
    paint = mask() if paint is None else paint
    return {"mask": paint, "trajectories": WAY if path is None else path}


def groups(*given: Any, **more: Any) -> dict[str, Any]:
    return {**V1, "dynamic_masks": list(given), **more}


def path(*points: Any) -> dict[str, Any]:
    return groups(group(list(points)))


GREY = Image.linear_gradient("L").resize((1280, 720))
NOISY = saved(mask().convert("RGB"), "JPEG", quality=40)
BLACK, WHITE = Image.new("L", (1280, 720)), Image.new("L", (1280, 720), 255)

REFUSED = [
    Row(
        "M1",
        {**V1, "static_mask": mask((640, 480))},
        "static_mask: 640\N{MULTIPLICATION SIGN}480 does not",
    ),
    Row(
        "M2",
        groups(group(), group(paint=mask((640, 480)))),
        "dynamic_masks: 640\N{MULTIPLICATION SIGN}480 does not",
    ),
    Row("M3", groups(*[group()] * 7), "dynamic_masks: 7 groups, at most 6."),
    Row("M5", groups(group(paint=BLACK)), "nothing is painted"),
    Row(
        "M9",
        groups(group(), image_tail=drawing(), **V15),
        "exclude each other",
    ),
    Row("M10", {"dynamic_masks": [group()]}, "kling-v2-6"),
    Row("M11", groups({"mask": mask()}), "dynamic_masks[0]: "),
    Row("M11", groups({"trajectories": WAY}), "dynamic_masks[0]: "),
    Row("T1", path((1, 1)), "1 point, need 2 to 77."),
    Row("T2", path(*[(n, n) for n in range(78)]), "78 points, need 2 to 77."),
    Row("T3", path((1, 1), (-1, 5)), "-1 is outside the picture"),
    Row("T3", path((1, 1), (1280, 5)), "x=1280 is outside 0…1279"),
    Row("T3", path((1, 1), (1e9, 5)), "x=1000000000 is outside 0…1279"),
    Row("T3", path((1, 1), (5, 720)), "y=720 is outside 0…719"),
    Row("T4", path((1, 1), (float("nan"), 5)), "must be a whole number, got nan"),
    Row("T4", path((1, 1), (float("inf"), 5)), "must be a whole number, got inf"),
    Row("T4", path((1, 1), ("12", 5)), "must be a whole number, got '12'"),
    Row("T4", path((1, 1), (True, 5)), "must be a whole number, got True"),
    Row("T5", path((1, 1, 0), (2, 2, 1)), 'need {"x": int, "y": int}'),
    Row("T5", path({"X": 1, "Y": 1}, {"X": 2, "Y": 2}), 'need {"x": int, "y": int}'),
    Row("T9", groups(group(), duration="10"), "kling-v1 std 10 s has no motion"),
]
TAKEN = [
    Row("M2", groups(group(), group(paint=mask((640, 360), (50, 50, 150, 200)))), ""),
    Row("M4", {"dynamic_masks": []}, ""),
    Row("M6", {**V1, "static_mask": WHITE}, "the whole picture is painted"),
    Row("M7", {**V1, "static_mask": GREY}, "grey"),
    Row("M8", groups(group(), group()), "masks 0 and 1 overlap in 80,601 pixels"),
    Row("M12", {**V1, "static_mask": NOISY}, ""),
    Row("T3", path((1, 1), (1279, 719)), ""),
    Row("T4", path((1.4, 1.0), (300.6, 5.0)), ""),
    Row("T7", path((200, 200), (200, 200)), "no movement"),
    Row("T8", path((1000, 20), (1100, 20)), "begins outside its mask, at (1000, 20)"),
]


@numbered(REFUSED)
def test_refused(row: Row, place: Path) -> None:
    """Each with its sentence."""
    check_refused(row, place)


@numbered(TAKEN)
def test_taken(row: Row, place: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Each with a word about what was changed or is doubtful."""
    check_taken(row, place, caplog)


def test_a_path_that_counts_from_the_top() -> None:
    """T6: a brush turns it once, and back it is what was drawn."""
    drawn = [(200, 100), (200, 600)]
    brush = Brush(GOOD)
    brush.dynamic_masks = [MovingArea((100, 50, 300, 200), drawn)]
    (sent,) = request_of(GOOD, None, **V1, **brush.request_fields()).dynamic_masks
    again = Brush(GOOD)
    again.dynamic_masks = [sent]
    (area,) = again.dynamic_masks

    assert list(sent.trajectories) == [(200, 619), (200, 119)]
    assert drawn == list(area.trajectory)
