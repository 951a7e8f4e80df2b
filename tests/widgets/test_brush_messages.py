"""The brush's talk with pages, which it believes only as far as it can check."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np
import pytest

from kling_widgets import Brush, MovingArea
from tests.widgets._page import Page
from tests.widgets.conftest import png

SIZE = (400, 300)
PIXELS = SIZE[0] * SIZE[1]


@pytest.fixture
def brush() -> Brush:
    """A brush on a picture of 400 by 300."""
    return Brush(png(*SIZE))


@pytest.fixture
def page(brush: Brush) -> Page:
    """A page that has said hello."""
    page = Page(brush)
    page.send({"kind": "hello", "page": "p1", "picture": True})
    return page


def runs(*parts: tuple[int, int]) -> bytes:
    """(length, label) each, as the page sends them."""
    return b"".join(struct.pack("<I", length << 4 | label) for length, label in parts)


def edit(**changes: Any) -> dict[str, Any]:
    usual = {"kind": "edit", "page": "p1", "epoch": 1, "start": 0, "paths": {}}
    return {**usual, "more": False, **changes}


def test_a_page_that_says_hello_gets_size_and_picture(brush: Brush, page: Page) -> None:
    """And what is painted, addressed to it alone."""
    brush.static_mask = (0, 0, 10, 10)
    page.send({"kind": "hello", "page": "p2", "picture": False})

    first, second = (m for m in page.heard("all") if "to" in m)
    assert (first["width"], first["height"], first["to"]) == (*SIZE, "p1")
    assert second["to"] == "p2"
    assert page.heard("edit")[-1]["to"] == "p2"
    assert brush.image
    assert page.buffers("all")[-1] == brush.image.data


def test_an_edit_paints(brush: Brush, page: Page) -> None:
    """Runs go row by row from their place on; 15 leaves pixels as they are."""
    page.send(edit(start=395), runs((5, 1), (3, 15), (2, 2)))

    expected = np.zeros(PIXELS, np.uint8)
    expected[395:400], expected[403:405] = 1, 2
    assert np.array_equal(brush.static_mask.ravel(), expected == 1)
    assert np.array_equal(brush.dynamic_masks[0].mask.ravel(), expected == 2)


def test_a_path_comes_with_an_edit(brush: Brush, page: Page) -> None:
    """An empty one takes it away."""
    page.send(edit(paths={"3": [[1, 2], [3, 4]]}), b"")
    assert brush.dynamic_masks[0].trajectory == ((1, 2), (3, 4))

    page.send(edit(paths={"3": []}), b"")
    assert brush.dynamic_masks == ()


def test_an_edit_is_not_echoed(page: Page, brush: Brush) -> None:
    """The page that painted knows; only another one is told to look again."""
    before = len(brush.comm.sent)
    page.send(edit(), runs((5, 1)))
    assert len(brush.comm.sent) == before

    page.send({"kind": "hello", "page": "p2"})
    page.send(edit(start=9), runs((5, 1)))
    assert page.heard("moved") == [{"kind": "moved", "by": "p1"}]


def test_an_edit_that_crossed_with_code_is_answered(page: Page, brush: Brush) -> None:
    """Both count, and the page is told how it came out."""
    brush.static_mask = (0, 0, 10, 1)
    page.send(edit(epoch=1, start=20), runs((5, 1)))

    assert int(brush.static_mask.sum()) == 15
    assert page.heard("all")[-1]["to"] == "p1"
    assert page.heard("edit")[-1]["epoch"] == 2


def test_a_large_edit_comes_in_pieces(page: Page, brush: Brush) -> None:
    """It is one change for those who look on."""
    told: list[int] = []
    brush.on_change(lambda: told.append(brush.revision))
    page.send(edit(more=True), runs((5, 1)))
    page.send(edit(start=5), runs((5, 1)))

    assert int(brush.static_mask.sum()) == 10
    assert len(told) == 1


@pytest.mark.parametrize(
    ("changes", "buffers"),
    [
        ({"start": -1}, [runs((1, 1))]),
        ({"start": PIXELS}, [runs((1, 1))]),
        ({"start": True}, [runs((1, 1))]),
        ({"start": "0"}, [runs((1, 1))]),
        ({}, [runs((PIXELS + 1, 1))]),
        ({}, [runs((1, 8))]),
        ({}, [runs((1, 1))[:3]]),
        ({}, []),
        ({}, [b"", b""]),
        ({}, [bytes(1_000_004)]),
        ({"page": 7}, [runs((1, 1))]),
        ({"epoch": None}, [runs((1, 1))]),
        ({"paths": {"7": []}}, [runs((1, 1))]),
        ({"paths": {"1": [[400, 0]]}}, [runs((1, 1))]),
        ({"paths": {"1": [[0, -1]]}}, [runs((1, 1))]),
        ({"paths": {"1": [[0.5, 1]]}}, [runs((1, 1))]),
        ({"paths": {"1": [[1, 1]] * 78}}, [runs((1, 1))]),
        ({"paths": [[1, 1]]}, [runs((1, 1))]),
    ],
)
def test_nonsense_paints_nothing(
    brush: Brush, page: Page, changes: dict[str, Any], buffers: list[bytes]
) -> None:
    """A forged or broken edit changes no pixel and no path."""
    page.send(edit(**changes), *buffers)

    assert not brush.static_mask.any()
    assert brush.dynamic_masks == ()
    assert brush.revision == 1


def test_state_from_the_page_is_not_taken(brush: Brush, page: Page) -> None:
    """The colours are Python's."""
    before = brush.palette
    page.forge(palette=[["red", "red"]])

    assert brush.palette == before


def test_a_large_change_from_code_travels_in_pieces(brush: Brush, page: Page) -> None:
    """No message holds more than a megabyte; together they are the painting."""
    brush.image = png(2000, 1500)
    checks = np.indices((1500, 2000)).sum(axis=0) % 2 == 0
    brush.static_mask = checks
    told = [buffer for buffer in page.buffers("edit") if len(buffer)]

    assert max(map(len, told)) <= 1_000_000
    again = Brush(png(2000, 1500))
    for message, data in zip(page.heard("edit"), told, strict=True):
        Page(again).send(edit(start=message["start"]), data)
    assert np.array_equal(again.static_mask, checks)


def test_areas_from_code_go_out_with_their_paths(brush: Brush, page: Page) -> None:
    """One message, which can be undone on the page."""
    brush.dynamic_masks = [MovingArea((0, 0, 10, 10), [(5, 5), (9, 9)])]

    (message,) = page.heard("edit")
    assert message["undoable"] is True
    assert message["paths"] == {"1": ((5, 5), (9, 9))}
