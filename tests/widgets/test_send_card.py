"""The card that says what will be sent."""

from __future__ import annotations

import html
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kling_widgets import MovingArea, Studio
from kling_widgets.jobs import Purse
from kling_widgets.jobs.money._budget import Budget
from kling_widgets.jobs.money._spending import spending
from kling_widgets.widgets.panel._sentences import money
from tests.widgets._page import Page
from tests.widgets.conftest import png

if TYPE_CHECKING:
    from kling_widgets.widgets.panel._send_card import SendCard, _Row
    from tests.widgets.conftest import ScriptedRunner


def card(studio: Studio) -> SendCard:
    return studio._frame.card


def rows(studio: Studio) -> list[_Row]:
    """The findings that are shown."""
    return [row for row in card(studio).rows if row.layout.display != "none"]


def test_it_shows_what_is_ready(studio: Studio) -> None:
    """Model, mode, length, the picture as it will be sent, a tick for each part."""
    assert (
        "<b>Ready to send</b> ✓ picture · ✓ words · ✓ model"
        in card(studio).verdict.value
    )
    assert (
        "kling-v2-6 std, 5 s · PNG, 400\N{MULTIPLICATION SIGN}300"
        in card(studio).what.value
    )
    assert card(studio).picture.jpeg == studio._form.image.thumbnail
    assert 'alt="The picture as it will be sent"' in card(studio).picture.value
    assert rows(studio) == []
    assert studio._frame.price in card(studio).children[1].children


def test_what_is_missing_is_said(runner: ScriptedRunner) -> None:
    """Without a picture it is not ready; nothing can mend that but a person."""
    studio = Studio(runner=runner)

    (row,) = rows(studio)
    assert "<b>Not ready yet</b> ✗ picture" in card(studio).verdict.value
    assert "✗ Choose a picture first." in row.line.value
    assert row.button.layout.display == "none"


def test_a_refused_picture_is_said(runner: ScriptedRunner) -> None:
    """What is wrong with the picture is said here as it is beside the picker."""
    studio = Studio(runner=runner)

    Page(studio._form.image).choose(png(1500, 300))

    (row,) = rows(studio)
    assert studio._form.image.error in html.unescape(row.line.value)


def test_a_click_mends(studio: Studio) -> None:
    """A withdrawn model is named, with a live one to take instead."""
    studio.model_name = "kling-v1"
    (row,) = rows(studio)
    assert row.button.description == "Set the model to kling-v2-6"

    row.button.click()

    assert studio.model_name == "kling-v2-6"
    assert rows(studio) == []


def test_mending_never_costs_a_painting(studio: Studio) -> None:
    """A tail image and a painting exclude each other: the tail image goes."""
    studio.model_name = "kling-v1"
    studio.image_tail = png()
    studio.brush.dynamic_masks = [MovingArea((9, 9, 99, 99), [(50, 50), (200, 200)])]
    first = rows(studio)[0]
    assert "exclude each other" in first.line.value
    assert first.button.description == "Leave out the tail image"

    first.button.click()

    assert studio.image_tail is None
    assert len(studio.brush.dynamic_masks) == 1
    assert "Ready to send" in card(studio).verdict.value


def test_what_the_model_ignores_is_named(studio: Studio) -> None:
    """A tail image in std mode and a painting are kept, and not sent."""
    studio.image_tail = png()
    studio.brush.static_mask = (0, 0, 50, 50)
    assert "not sent with this model and mode: the tail image and the painting." in (
        card(studio).left_out.value
    )

    studio.mode = "pro"

    assert "mode: the painting." in card(studio).left_out.value
    assert "✓ tail image" in card(studio).verdict.value


@pytest.mark.parametrize(
    ("limit", "left", "sentence"),
    [
        (None, None, "Today $0.00; no limit is set."),
        (
            Budget(dollars=Decimal("5.00"), per="day"),
            Decimal("4.20"),
            "Today $0.00; $4.20 left of $5.00 a day.",
        ),
    ],
)
def test_money_is_told(
    limit: Budget | None, left: Decimal | None, sentence: str
) -> None:
    """What was spent today, and what is left."""
    nothing = spending([])

    assert sentence == money(
        Purse(today=nothing, total=nothing, limit=limit, left=left)
    )
