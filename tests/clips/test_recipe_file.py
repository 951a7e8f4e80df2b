"""The recipe in the clip's own file, and the one beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kling_widgets.animatic import render
from kling_widgets.clips import (
    Clip,
    check_mp4,
    read_recipe,
    recipe_metadata,
)
from kling_widgets.clips._tags import read_tag, write_tag
from kling_widgets.errors import ConfigError, DownloadError, InputError
from tests.clips._content import boxes, decoded, metadata, remuxed
from tests.clips._recipes import recipe, wire, write_recipe

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clips._movies import MakeMovie

LONG = recipe(wire(prompt="고양이 " * 600))


def test_the_recipe_comes_back(movie: Path) -> None:
    """What was written is what is read."""
    write_recipe(movie, recipe())

    assert (read_recipe(movie), Clip(movie).recipe) == (recipe(), recipe())


@pytest.mark.parametrize("made", [recipe(), LONG], ids=["short", "long"])
@pytest.mark.parametrize("index_first", [True, False])
def test_a_tagged_clip_decodes_as_before(
    make_movie: MakeMovie, made: object, *, index_first: bool
) -> None:
    """Every picture, every piece of sound and every time is the same."""
    path = make_movie(sound=True, index_first=index_first)
    before, order = decoded(path), boxes(path)

    write_recipe(path, made)  # type: ignore[arg-type]

    assert decoded(path) == before
    assert boxes(path) == order
    check_mp4(path)


def test_the_index_stays_in_front(movie: Path) -> None:
    """A page still plays the clip before all of it has arrived."""
    write_recipe(movie, LONG)

    kinds = boxes(movie)
    assert kinds.index(b"moov") < kinds.index(b"mdat")


def test_an_animatic_stays_what_it_says(tmp_path: Path) -> None:
    """Its own title and comment survive, and its pictures too."""
    path = tmp_path / "animatic.mp4"
    path.write_bytes(render(wire(prompt="zoom in"), draft=True))
    before, said = decoded(path), metadata(path)

    write_recipe(path, recipe(provider="simulator"))

    after = metadata(path)
    assert (after["title"], after["comment"]) == (said["title"], said["comment"])
    assert decoded(path) == before


@pytest.mark.parametrize(
    "flags", ["use_metadata_tags+faststart", "frag_keyframe+empty_moov"]
)
def test_other_kinds_of_mp4_take_it_too(
    movie: Path, tmp_path: Path, flags: str
) -> None:
    """Tags of another kind, such as a provider's mark of AI, survive; so do pieces."""
    path = remuxed(movie, tmp_path / "other.mp4", flags, AIGC='{"Label":"1"}')
    before, said = decoded(path), metadata(path)

    write_recipe(path, recipe())

    assert read_recipe(path) == recipe()
    assert said.items() <= metadata(path).items()
    assert decoded(path) == before


def test_a_later_recipe_takes_the_place_of_the_first(movie: Path) -> None:
    """A clip has one recipe."""
    write_recipe(movie, LONG)
    write_recipe(movie, recipe())

    assert read_recipe(movie) == recipe()
    assert movie.read_bytes().count(b"recipe") == recipe_tag_words(movie)


def recipe_tag_words(movie: Path) -> int:
    """How often a single tag says the word: in its name and in its text."""
    return 1 + (read_tag(movie) or "").count("recipe")


def test_the_recipe_beside_is_for_people(movie: Path) -> None:
    """It is JSON on several lines, in the user's own script."""
    write_recipe(movie, LONG)

    text = (movie.parent / "clip.mp4.json").read_text("utf-8")
    assert json.loads(text) == LONG.to_json()
    assert "고양이" in text
    assert len(text.splitlines()) > 10


def test_the_recipe_beside_helps_out(movie: Path) -> None:
    """A program that cut the clip may have dropped the one inside."""
    content = movie.read_bytes()
    write_recipe(movie, recipe())
    movie.write_bytes(content)

    assert read_recipe(movie) == recipe()


def test_the_recipe_outlives_its_clip(movie: Path) -> None:
    """After the clip is deleted, how it was made can still be read."""
    write_recipe(movie, recipe())
    movie.unlink()

    assert read_recipe(movie) == recipe()


def test_any_clip_may_have_none(movie: Path) -> None:
    """A clip from elsewhere simply has no recipe."""
    assert Clip(movie).recipe is None


def test_no_clip_has_none_either(tmp_path: Path) -> None:
    """A clip that is not there is told."""
    with pytest.raises(DownloadError, match="no longer at"):
        read_recipe(tmp_path / "gone.mp4")


def test_a_damaged_recipe_is_told(movie: Path) -> None:
    """It is not taken for none."""
    write_tag(movie, '{"recipe": 1}')

    with pytest.raises(InputError, match="The recipe cannot be read"):
        read_recipe(movie)


def test_a_file_that_takes_no_tags_stays_as_it_is(tmp_path: Path) -> None:
    """The recipe beside it is written all the same."""
    path = tmp_path / "odd.mp4"
    path.write_bytes(b"\0" * 1000)

    with pytest.raises(DownloadError, match=r"odd\.mp4.* cannot be read"):
        write_recipe(path, recipe())

    assert path.read_bytes() == b"\0" * 1000
    assert read_recipe(path) == recipe()


def test_a_cut_clip_is_not_tagged(movie: Path) -> None:
    """A clip that is not whole is not made to look as if it were."""
    movie.write_bytes(movie.read_bytes()[:-40])
    before = movie.read_bytes()

    with pytest.raises(DownloadError):
        write_recipe(movie, recipe())

    assert movie.read_bytes() == before


def test_a_full_disk_leaves_the_clip_whole(
    movie: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is paid for is not at risk: the file changes at once or not at all."""
    before = movie.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)

    with pytest.raises(ConfigError, match="No space left on device"):
        write_recipe(movie, recipe())

    assert movie.read_bytes() == before
    assert sorted(p.name for p in movie.parent.iterdir() if p.is_file()) == [
        *("clip.mp4", "clip.mp4.json")
    ]


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    """The sentence names the clip."""
    with pytest.raises(ConfigError, match=r"recipe of 'clip\.mp4' could not be"):
        write_recipe(tmp_path / "gone" / "clip.mp4", recipe())


def test_rights_stay_as_they_were(movie: Path) -> None:
    """A clip that only its owner may read is still theirs alone."""
    movie.chmod(0o600)

    write_recipe(movie, recipe())

    assert movie.stat().st_mode & 0o777 == 0o600


def test_an_output_carries_its_recipes(make_movie: MakeMovie) -> None:
    """The notebook itself keeps how its clips were made, where that is known."""
    with_one, without = make_movie("with.mp4"), make_movie("without.mp4")
    write_recipe(with_one, recipe())
    gone = with_one.parent / "gone.mp4"

    kept = recipe_metadata([Clip(with_one), without, gone])

    assert kept == {"kling_widgets": {"recipes": [recipe().to_json()]}}
    assert recipe_metadata([without]) == {}
