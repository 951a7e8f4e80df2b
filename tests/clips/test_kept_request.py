"""From a clip back to the request that made it."""

from __future__ import annotations

import base64
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from kling_widgets.api import ImageToVideoRequest
from kling_widgets.clips import (
    KeptRequest,
    from_clip,
    keep_inputs,
    read_recipe,
)
from kling_widgets.errors import ConfigError, DownloadError, InputError
from tests.clips._recipes import (
    LINK,
    SIGNED,
    group,
    movie_bytes,
    picture,
    recipe,
    requests,
    wire,
    write_recipe,
)


def saved(folder: Path, request: dict[str, Any]) -> Path:
    """A clip as it is saved: its recipe in it, its pictures beside it."""
    path = folder / "clip.mp4"
    path.write_bytes(movie_bytes())
    keep_inputs(request, folder)
    write_recipe(path, recipe(request))
    return path


@given(request=requests())
@settings(max_examples=50, deadline=None)
def test_every_field_comes_back(request: ImageToVideoRequest) -> None:
    """Made again from the clip, the request sends the very same JSON."""
    with tempfile.TemporaryDirectory() as folder:
        kept = from_clip(saved(Path(folder), request.to_json()))

    assert ImageToVideoRequest(**kept.fields).to_json() == request.to_json()
    assert kept.missing == ()


def test_the_files_are_told(tmp_path: Path) -> None:
    """Each picture is where its field says, with the very bytes that were sent."""
    kept = from_clip(saved(tmp_path, wire(image_tail=picture("JPEG"))))

    assert {name: file.suffix for name, file in kept.files.items()} == {
        "image": ".png",
        "image_tail": ".jpg",
    }
    assert kept.files["image"].read_bytes() == base64.b64decode(picture())


def test_one_picture_is_kept_once(tmp_path: Path) -> None:
    """However many clips it went into."""
    for _ in range(3):
        keep_inputs(wire(image_tail=picture()), tmp_path)

    assert len(list((tmp_path / "inputs").iterdir())) == 1


def test_a_link_is_not_fetched(tmp_path: Path) -> None:
    """It comes back as it was, and nothing is kept of it."""
    assert keep_inputs(wire(image=LINK), tmp_path) == ()

    kept = from_clip(saved(tmp_path, wire(image=LINK)))

    assert (kept.fields["image"], kept.files, kept.problem) == (LINK, {}, "")


def test_a_clip_can_move_with_its_pictures(tmp_path: Path) -> None:
    """Nothing in a recipe depends on where it was made."""
    folder = tmp_path / "here"
    folder.mkdir()
    saved(folder, wire())
    shutil.copytree(folder, tmp_path / "there")
    shutil.rmtree(folder)

    kept = from_clip(tmp_path / "there" / "clip.mp4")

    assert kept.fields == wire()


@pytest.mark.parametrize("loss", ["gone", "changed", "signed"])
def test_a_missing_picture_is_told(tmp_path: Path, loss: str) -> None:
    """The rest of the request comes back, and a sentence asks for the picture."""
    path = saved(tmp_path, wire(image=SIGNED if loss == "signed" else picture()))
    for file in (tmp_path / "inputs").glob("*"):
        file.write_bytes(b"\x89PNG\r\n\x1a\n another")
        if loss == "gone":
            file.unlink()

    kept = from_clip(path)

    assert [item.field for item in kept.missing] == ["image"]
    assert "image" not in kept.fields
    assert kept.fields["prompt"] == "the cat yawns"
    assert "not the picture of image" in kept.problem


def test_a_brush_without_its_mask_is_left_out(tmp_path: Path) -> None:
    """Half a motion brush would be another request."""
    request = wire(dynamic_masks=[group(1), group(2)])
    path = saved(tmp_path, request)
    recipe_read = read_recipe(path)
    assert recipe_read
    (tmp_path / "inputs" / recipe_read.inputs[-1].file_name).unlink()

    kept = from_clip(path)

    assert [item.field for item in kept.missing] == ["dynamic_masks[1].mask"]
    assert "dynamic_masks" not in kept.fields


def test_what_belongs_to_one_run_does_not_come_back(tmp_path: Path) -> None:
    """A clip from somebody else does not choose who hears of clips made again."""
    request = wire(callback_url="https://me.example/hook", external_task_id="once")

    kept = from_clip(saved(tmp_path, request))

    assert kept.fields == wire()


def test_a_clip_without_a_recipe_is_told(movie: Path) -> None:
    """The sentence says which clips have one."""
    with pytest.raises(InputError, match=r"no recipe in 'clip\.mp4' or beside it"):
        from_clip(movie)


def test_a_clip_that_is_gone_is_told(tmp_path: Path) -> None:
    """Neither clip nor recipe: nothing to start from."""
    with pytest.raises(DownloadError, match="no longer at"):
        from_clip(tmp_path / "gone.mp4")


def test_pictures_that_cannot_be_kept_are_told(tmp_path: Path) -> None:
    """The sentence names the field and the folder."""
    (tmp_path / "inputs").write_text("a file where the folder should be")

    with pytest.raises(ConfigError, match="picture of image could not be kept in"):
        keep_inputs(wire(), tmp_path)


def test_nothing_but_a_picture_is_kept(tmp_path: Path) -> None:
    """What no request could carry is refused before anything is written."""
    with pytest.raises(InputError, match="image is neither PNG nor JPEG"):
        keep_inputs(wire(image="QUJD"), tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_no_problem_needs_no_sentence(tmp_path: Path) -> None:
    """All is here: there is nothing to do."""
    kept: KeptRequest = from_clip(saved(tmp_path, wire()))

    assert kept.problem == ""
