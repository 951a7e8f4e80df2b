"""The place in a cell's output where clips land."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.clips import Clip
from kling_widgets.widgets.cards._slot import EMPTY, Slot

if TYPE_CHECKING:
    from tests.widgets.conftest import Cell


@pytest.fixture(autouse=True)
def _short_bundles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say only which clips are in a bundle: what they look like is tested elsewhere."""

    def names(
        clips: tuple[Clip, ...],
        *,
        embed_limit: int,
        embed: str,
        metadata: dict[str, Any],
    ) -> dict[str, str]:
        assert (embed_limit > 0, embed, metadata) == (True, "auto", {})
        return {"text/plain": " ".join(clip.path.stem for clip in clips)}

    monkeypatch.setattr("kling_widgets.clips.bundle", names)


def clip(name: str) -> Clip:
    return Clip(f"{name}.mp4")


def test_an_open_slot_waits_empty(cell: Cell) -> None:
    """What stands there before the first clip takes no room."""
    Slot().open()

    assert [message["data"] for message in cell.slots] == [EMPTY]


def test_a_clip_takes_the_empty_place(cell: Cell) -> None:
    """The same display is updated; nothing new is shown elsewhere."""
    slot = Slot()
    slot.open()

    slot.add("kw-1", clip("a"))

    opened, updated = cell.slots
    assert updated["data"] == {"text/plain": "a"}
    assert (opened["update"], updated["update"]) == (False, True)
    assert opened["transient"] == updated["transient"]


def test_all_clips_of_a_panel_share_the_slot(cell: Cell) -> None:
    """A second clip joins the first."""
    slot = Slot()
    slot.open()

    slot.add("kw-1", clip("a"))
    slot.add("kw-2", clip("b"))

    assert cell.slots[-1]["data"] == {"text/plain": "a b"}


def test_the_same_job_is_shown_once(cell: Cell) -> None:
    """Hearing of a clip twice does not show it twice."""
    slot = Slot()
    slot.open()

    slot.add("kw-1", clip("a"))
    slot.add("kw-1", clip("a"))

    assert len(cell.slots) == 2


def test_another_cell_gets_the_clips_so_far(cell: Cell) -> None:
    """Shown again elsewhere, it brings along what it has."""
    slot = Slot()
    slot.open()
    slot.add("kw-1", clip("a"))

    slot.open()

    assert cell.slots[-1]["data"] == {"text/plain": "a"}
    assert not cell.slots[-1]["update"]


def test_two_panels_have_two_slots(cell: Cell) -> None:
    """No panel shows its clips in the other's cell."""
    Slot().open()
    Slot().open()

    ids = {message["transient"]["display_id"] for message in cell.slots}
    assert len(ids) == 2


def test_outside_a_notebook_nothing_is_shown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Plain Python prints nothing and does not fail."""
    slot = Slot()

    slot.open()
    slot.add("kw-1", clip("a"))

    assert capsys.readouterr().out == ""
    assert not slot.reaches_the_page


def test_a_slot_that_was_never_shown_does_not_reach_the_page(cell: Cell) -> None:
    """A panel inside another box has no output of its own."""
    assert not Slot().reaches_the_page


def test_voila_never_updates_output(
    cell: Cell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There the cards have to show the clip."""
    slot = Slot()
    slot.open()
    assert slot.reaches_the_page

    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5.13")

    assert not slot.reaches_the_page
