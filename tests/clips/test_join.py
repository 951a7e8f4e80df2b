"""Clips one after another: every picture is kept, and sound stays in its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest

from kling_widgets.animatic import render
from kling_widgets.clips import Clip, check_mp4, join
from kling_widgets.errors import ConfigError, DownloadError, InputError
from tests.clips._content import boxes, decoded, metadata
from tests.clips._recipes import wire

if TYPE_CHECKING:
    from tests.clips._movies import MakeMovie

SEAM = 0.04
"""Seconds by which sound that was not coded anew may be off at a seam."""


def pictures(path: Path) -> list[str]:
    return [digest for kind, _, digest in decoded(path) if kind == "video"]


def times(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return [round(frame.time, 3) for frame in container.decode(video=0)]


def beeps(path: Path) -> list[float]:
    """When each tone begins, in seconds."""
    heard: list[np.ndarray] = []
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            at = round((frame.time or 0) * frame.rate)
            missing = max(0, at - sum(map(len, heard)))
            heard += [np.zeros(missing), frame.to_ndarray()[0]]
    loud: np.ndarray = np.flatnonzero(np.abs(np.concatenate(heard)) > 0.3) / 44100
    return [round(t, 2) for t in loud[np.diff(loud, prepend=-1) > 0.2]]


def test_clips_coded_alike_are_not_coded_anew(make_movie: MakeMovie) -> None:
    """The new clip's pictures are the old ones, to the last bit."""
    first, second = make_movie("1.mp4"), make_movie("2.mp4", frames=13)

    joined = join([Clip(first), second, first], first.parent / "all.mp4")

    assert pictures(joined.path) == [
        *pictures(first),
        *pictures(second),
        *pictures(first),
    ]
    assert joined.caption == "Joined from 3 clips."


def test_each_picture_is_shown_as_long_as_before(make_movie: MakeMovie) -> None:
    """The seam takes as long as any other step."""
    first, second = make_movie("1.mp4", frames=5), make_movie("2.mp4", frames=3)

    joined = join([first, second], first.parent / "all.mp4")

    assert times(joined.path) == [round(n / 12, 3) for n in range(8)]
    assert joined.duration == pytest.approx(8 / 12, abs=0.002)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"size": (48, 64)}, "size differs"),
        ({"fps": 24}, "frame rate differs"),
        ({"sound": True}, "sound differs"),
        ({"size": (32, 32), "beep": 0.1}, "size and sound differ"),
        ({"size": (32, 32), "fps": 5, "sound": True}, None),
    ],
)
def test_clips_that_differ_are_fitted_to_the_first(
    make_movie: MakeMovie, other: dict[str, object], words: str | None
) -> None:
    """No picture is lost, and the caption says what was done and why."""
    first = make_movie("1.mp4", frames=6)
    second = make_movie("2.mp4", **other, frames=9)  # type: ignore[arg-type]

    joined = join([first, second], first.parent / "all.mp4")

    words = words or "size, frame rate and sound differ"
    assert joined.caption == f"Joined from 2 clips. Coded anew, because their {words}."
    assert len(pictures(joined.path)) == 15
    assert joined.info.size == (64, 48)
    assert joined.has_sound == bool({"sound", "beep"} & set(other))


def test_each_keeps_its_own_speed(make_movie: MakeMovie) -> None:
    """A clip of more pictures a second does not become slower."""
    first, second = make_movie("1.mp4", frames=3), make_movie("2.mp4", frames=4, fps=24)

    joined = join([first, second], first.parent / "all.mp4")

    assert times(joined.path) == [0, 0.083, 0.167, 0.25, 0.292, 0.333, 0.375]
    assert joined.duration == pytest.approx(3 / 12 + 4 / 24, abs=0.002)


def test_pictures_coded_anew_look_as_before(make_movie: MakeMovie) -> None:
    """Levels of grey stay what they were."""
    first, second = make_movie("1.mp4"), make_movie("2.mp4", sound=True)

    joined = join([first, second], first.parent / "all.mp4")

    frames = joined.frames(48)[:, 24, 40:60].mean(axis=(1, 2))
    assert frames == pytest.approx(10.0 * (np.arange(48) % 24), abs=2)


def test_another_shape_is_shown_whole(make_movie: MakeMovie) -> None:
    """A portrait stands in the middle of a landscape, with black beside it."""
    wide, tall = make_movie("1.mp4", frames=2), make_movie("2.mp4", size=(24, 48))

    last = np.asarray(join([wide, tall], wide.parent / "all.mp4").last_frame())

    assert last[24, :16].max() < 20
    assert last[24, 48:].max() < 20
    assert last[24, 32, 0] == pytest.approx(230, abs=4)


@pytest.mark.parametrize("size", [(64, 48), (32, 32)], ids=["copied", "coded anew"])
def test_sound_stays_with_its_pictures(
    make_movie: MakeMovie, size: tuple[int, int]
) -> None:
    """Each tone is heard where it was, seen from the start of its own clip."""
    first = make_movie("1.mp4", frames=18, beep=0.7)
    second = make_movie("2.mp4", frames=20, beep=0.3, size=size)

    joined = join([first, second, second], first.parent / "all.mp4")

    starts = [0.7, 18 / 12 + 0.3, 38 / 12 + 0.3]
    assert beeps(joined.path) == pytest.approx(starts, abs=SEAM)


def test_a_silent_clip_between_is_silent(make_movie: MakeMovie) -> None:
    """Sound after it is not moved forward."""
    loud, silent = make_movie("1.mp4", beep=0.5), make_movie("2.mp4", frames=12)

    joined = join([silent, loud, silent, loud], loud.parent / "all.mp4")

    assert beeps(joined.path) == pytest.approx([1.5, 4.5], abs=SEAM)


@pytest.mark.parametrize("size", [(64, 48), (32, 32)], ids=["copied", "coded anew"])
def test_a_joined_clip_is_whole(make_movie: MakeMovie, size: tuple[int, int]) -> None:
    """It plays in a page, which wants the index in front."""
    first, second = make_movie("1.mp4"), make_movie("2.mp4", size=size)

    joined = join([first, second], first.parent / "all.mp4")

    check_mp4(joined.path)
    kinds = boxes(joined.path)
    assert kinds.index(b"moov") < kinds.index(b"mdat")


def test_an_animatic_in_it_is_still_named(movie: Path) -> None:
    """A clip with a stand-in in it does not pass for Kling's."""
    draft = movie.parent / "draft.mp4"
    draft.write_bytes(render(wire(prompt="zoom in"), draft=True))

    joined = join([movie, draft], movie.parent / "all.mp4")

    assert metadata(joined.path)["title"] == "Animatic (not Kling)"


def test_one_clip_alone_is_copied(movie: Path) -> None:
    """There is nothing to join it with."""
    joined = join([movie], movie.parent / "all.mp4")

    assert pictures(joined.path) == pictures(movie)
    assert joined.caption == "Joined from 1 clip."


def test_an_older_file_is_replaced(make_movie: MakeMovie) -> None:
    """A cell can be run again."""
    movie, older = make_movie(), make_movie("all.mp4", frames=2)

    join([movie, movie], older)

    assert len(pictures(older)) == 48


def test_no_clips_cannot_be_joined(tmp_path: Path) -> None:
    """Nothing is a mistake."""
    with pytest.raises(ValueError, match="no clips"):
        join([], tmp_path / "all.mp4")


@pytest.mark.parametrize("clips", ["a.mp4", b"a.mp4", Path("a.mp4"), 5, None])
def test_one_clip_is_no_list(clips: Any, tmp_path: Path) -> None:
    """A path alone is not taken for a list of its letters."""
    with pytest.raises(InputError, match=r"clips: \w+ is no list; .* join\(\["):
        join(clips, tmp_path / "all.mp4")


def test_a_clip_is_never_written_over(movie: Path) -> None:
    """A result cannot take the place of what it is made of."""
    before = movie.read_bytes()

    with pytest.raises(ValueError, match=r"'clip\.mp4' is one of the clips"):
        join([movie, movie], movie.parent / "." / "clip.mp4")

    assert movie.read_bytes() == before


def test_a_clip_that_is_gone_is_told(movie: Path) -> None:
    """Nothing is written then."""
    with pytest.raises(DownloadError, match="no longer at"):
        join([movie, movie.parent / "gone.mp4"], movie.parent / "all.mp4")

    assert not (movie.parent / "all.mp4").exists()


def test_a_folder_that_is_gone_is_told(movie: Path) -> None:
    """The sentence names where it should have gone."""
    with pytest.raises(ConfigError, match=r"could not be joined into .*No such file"):
        join([movie, movie], movie.parent / "gone" / "all.mp4")


@pytest.mark.parametrize("size", [(64, 48), (32, 32)], ids=["copied", "coded anew"])
def test_a_failure_leaves_nothing_behind(
    make_movie: MakeMovie, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """What was there before is there still, and no half of a clip."""
    first, second = make_movie("1.mp4"), make_movie("2.mp4", size=size)
    target = make_movie("all.mp4", frames=1)
    before = target.read_bytes()

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fails)
    with pytest.raises(ConfigError, match="No space left on device"):
        join([first, second], target)

    assert target.read_bytes() == before
    assert sorted(p.name for p in target.parent.glob("*.*4*")) == [
        *("1.mp4", "2.mp4", "all.mp4")
    ]
