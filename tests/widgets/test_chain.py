"""A clip's last frame as the next picture."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from kling_widgets.clips import Clip
from kling_widgets.jobs import JobState
from kling_widgets.widgets.cards._cards import Cards
from tests.clips._movies import LEVELS, write_movie
from tests.widgets._page import Page
from tests.widgets._panel import summary

if TYPE_CHECKING:
    from pathlib import Path

    from kling_widgets.widgets import Studio
    from tests.widgets.conftest import ScriptedRunner

FRAMES = 12
SIZE = (480, 320)


@pytest.fixture
def clip(tmp_path: Path) -> Clip:
    return Clip(write_movie(tmp_path / "a.mp4", frames=FRAMES, size=SIZE))


def finish(studio: Studio, runner: ScriptedRunner, clip: Clip) -> Cards:
    studio.generate()
    runner.tell(JobState.SAVED, clip=clip)
    return studio._screen.cards


def test_one_click_takes_the_last_frame(
    studio: Studio, runner: ScriptedRunner, clip: Clip
) -> None:
    """The picker holds the picture that the clip ends on, says so, has the focus."""
    cards = finish(studio, runner, clip)

    Page(cards).send({"kind": "chain", "id": cards.jobs[0].id})

    taken = studio.image
    with Image.open(io.BytesIO(taken.data)) as picture:
        right = np.asarray(picture.convert("L"))[:, SIZE[0] // 2 :]
    assert picture.size == SIZE
    assert right.mean() == pytest.approx(LEVELS * (FRAMES - 1), abs=4)
    assert "Last frame of a.mp4" in studio._form.image.summary
    assert len(Page(studio._form.image).heard("focus")) == 1


def test_the_rest_of_the_panel_stays(
    studio: Studio, runner: ScriptedRunner, clip: Clip
) -> None:
    """The next clip goes on with the same words and settings."""
    cards = finish(studio, runner, clip)

    Page(cards).send({"kind": "chain", "id": cards.jobs[0].id})
    studio.generate()

    first, second = runner.requests
    assert first.image != second.image
    assert (first.prompt, first.model_name) == (second.prompt, second.model_name)


def test_a_clip_that_has_gone_is_told(
    studio: Studio, runner: ScriptedRunner, clip: Clip
) -> None:
    """The picture that was there stays, and a sentence says what is wrong."""
    before = studio.image
    cards = finish(studio, runner, clip)
    clip.path.unlink()

    Page(cards).send({"kind": "chain", "id": cards.jobs[0].id})

    assert studio.image is before
    assert "no longer at" in summary(studio)


def test_a_card_offers_it_only_beside_a_panel(
    studio: Studio, runner: ScriptedRunner, clip: Clip
) -> None:
    """Where there is no picker to fill, there is no button, and no message counts."""
    alone = Cards(inline=lambda: False)
    beside = finish(studio, runner, clip)
    alone.follow(beside.jobs[0])

    Page(alone).send({"kind": "chain", "id": beside.jobs[0].id})

    cards = (*beside.cards, *alone.cards)
    kinds = [[action["kind"] for action in card["actions"]] for card in cards]
    assert ["chain" in each for each in kinds] == [True, False]


@pytest.mark.parametrize("job_id", ["kw-9", 7, None, ["kw-1"]])
def test_strange_ids_do_nothing(
    studio: Studio, runner: ScriptedRunner, clip: Clip, job_id: object
) -> None:
    """The page can name only what has a card."""
    before = studio.image
    cards = finish(studio, runner, clip)

    Page(cards).send({"kind": "chain", "id": job_id})

    assert studio.image is before
