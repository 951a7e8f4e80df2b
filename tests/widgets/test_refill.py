"""A panel filled with what a clip was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.api import ImageToVideoRequest
from kling_widgets.clips import Clip, keep_inputs
from kling_widgets.errors import InputError
from kling_widgets.widgets import Studio
from kling_widgets.widgets.cards._slot import Slot
from tests.clips._movies import write_movie
from tests.clips._recipes import group, recipe, wire, write_recipe
from tests.widgets._panel import summary

if TYPE_CHECKING:
    from pathlib import Path

    from tests.widgets.conftest import Cell


def clip_of(folder: Path, **fields: Any) -> Path:
    path = write_movie(folder / "clip.mp4", frames=4)
    request = wire(**fields)
    keep_inputs(request, folder)
    write_recipe(path, recipe(request))
    return path


def test_the_panel_asks_for_the_same(tmp_path: Path) -> None:
    """The filled panel sends the very JSON that the clip was made from."""
    request = wire(negative_prompt="blur", duration="10")
    studio = Studio.from_clip(clip_of(tmp_path, negative_prompt="blur", duration="10"))

    asked = ImageToVideoRequest(**studio._form.values()).to_json()

    assert asked == request
    assert summary(studio) == ""


def test_what_has_no_field_is_told(tmp_path: Path) -> None:
    """Nothing of a request is dropped in silence."""
    path = clip_of(tmp_path, camera_control={"type": "down_back"})

    said = summary(Studio.from_clip(path))

    assert "no field for camera_control" in said


def test_a_missing_picture_is_told(tmp_path: Path) -> None:
    """The rest is filled in, and a sentence asks for the picture."""
    path = clip_of(tmp_path)
    for picture in (tmp_path / "inputs").iterdir():
        picture.unlink()

    studio = Studio.from_clip(path)

    assert (studio.image, studio.prompt) == (None, "the cat yawns")
    assert "not the picture of image" in summary(studio)


def test_a_clip_without_a_recipe_is_told(tmp_path: Path) -> None:
    """No panel is made of nothing."""
    with pytest.raises(InputError, match="no recipe"):
        Studio.from_clip(write_movie(tmp_path / "clip.mp4", frames=4))


def test_what_is_given_besides_comes_first(tmp_path: Path) -> None:
    """Settings are taken over with something changed."""
    studio = Studio.from_clip(clip_of(tmp_path), prompt="the cat stretches")

    assert studio.prompt == "the cat stretches"


def test_the_output_keeps_the_recipe(tmp_path: Path, cell: Cell) -> None:
    """A saved notebook's output says how its clips were made, without pictures."""
    path = clip_of(tmp_path, dynamic_masks=[group()])
    slot = Slot()
    slot.open()

    slot.add("kw-1", Clip(path))

    (kept,) = cell.slots[-1]["metadata"]["kling_widgets"]["recipes"]
    assert kept["request"]["prompt"] == "the cat yawns"
    assert group()["mask"] not in str(kept)
