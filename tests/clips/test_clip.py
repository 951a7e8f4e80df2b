"""A clip reads its own file, and only when asked."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest
from PIL import Image

from kling_widgets.clips import Clip
from kling_widgets.errors import DownloadError
from tests.clips._movies import add_silence

if TYPE_CHECKING:
    from tests.clips._movies import MakeMovie

GREY_COLUMN = 50
"""A column of the test movie whose level tells the frame: 10 times its number."""


def level(picture: np.ndarray) -> int:
    return round(int(picture[20, GREY_COLUMN, 0]) / 10)


def test_a_clip_says_what_its_info_says(movie: Path) -> None:
    """What is asked for most stands on the clip itself."""
    clip = Clip(movie)

    facts = (clip.width, clip.height, clip.duration, clip.fps, clip.has_sound)

    assert facts == (64, 48, 2.0, 12.0, False)


def test_sound_is_noticed(make_movie: MakeMovie) -> None:
    """A clip with an audio track says so."""
    assert Clip(make_movie(sound=True)).has_sound


def test_building_a_clip_reads_nothing(tmp_path: Path) -> None:
    """A clip of a file that is not there yet can be made and shown as text."""
    clip = Clip(tmp_path / "later.mp4", url="https://cdn.example/x.mp4")

    assert repr(clip) == f"Clip({str(tmp_path / 'later.mp4')!r})"
    assert clip.url == "https://cdn.example/x.mp4"


def test_facts_are_read_once(movie: Path) -> None:
    """What was read stays known after the file has gone."""
    clip = Clip(movie)
    width = clip.width
    movie.unlink()

    assert (clip.width, clip.height) == (width, 48)


@pytest.mark.parametrize(
    ("count", "levels"),
    [(1, [0]), (2, [0, 23]), (3, [0, 12, 23]), (24, list(range(24)))],
)
def test_frames_are_spread_evenly(movie: Path, count: int, levels: list[int]) -> None:
    """The first frame and the last are among them, the rest lies between."""
    frames = Clip(movie).frames(count)

    assert [level(frame) for frame in frames] == levels
    assert frames.shape == (count, 48, 64, 3)
    assert frames.dtype == np.uint8


def test_more_frames_than_there_are_repeat(movie: Path) -> None:
    """Asking for more pictures than the clip has gives some of them twice."""
    levels = [level(frame) for frame in Clip(movie).frames(48)]

    assert len(levels) == 48
    assert sorted(set(levels)) == list(range(24))
    assert levels == sorted(levels)


def test_no_frames_cannot_be_asked_for(movie: Path) -> None:
    """Zero pictures is a mistake."""
    with pytest.raises(ValueError, match="at least 1"):
        Clip(movie).frames(0)


def test_the_last_frame_is_the_last(movie: Path) -> None:
    """A next clip can start from where this one ends."""
    last = Clip(movie).last_frame()

    assert level(np.asarray(last)) == 23
    assert last.size == (64, 48)


def test_the_last_frame_of_one(make_movie: MakeMovie) -> None:
    """A clip of a single frame begins and ends with it."""
    assert level(np.asarray(Clip(make_movie(frames=1)).last_frame())) == 0


def test_the_poster_is_a_small_jpeg(make_movie: MakeMovie) -> None:
    """A poster is at most 640 pixels wide and 40 kB."""
    poster = Clip(make_movie(size=(1280, 720), frames=2)).poster()

    picture = Image.open(io.BytesIO(poster))
    assert (picture.format, picture.size) == ("JPEG", (640, 360))
    assert len(poster) <= 40_000


def test_the_poster_leaves_out_a_blank_lead_in(make_movie: MakeMovie) -> None:
    """A clip that fades in from black does not show a black poster."""
    poster = Clip(make_movie(blank=6)).poster()

    assert np.asarray(Image.open(io.BytesIO(poster))).max() > 200


def test_a_blank_clip_has_a_poster_too(make_movie: MakeMovie) -> None:
    """Where nothing is worth showing, the first frame is shown."""
    poster = Clip(make_movie(frames=3, blank=3)).poster()

    assert np.asarray(Image.open(io.BytesIO(poster))).max() < 20


def test_a_clip_opens_wherever_a_path_does(movie: Path) -> None:
    """`open`, `shutil` and the like take a clip."""
    assert Path(Clip(movie)).read_bytes() == movie.read_bytes()


def test_clips_of_one_file_are_equal(movie: Path) -> None:
    """A clip is a value over its path."""
    same = {Clip(movie), Clip(str(movie), url="https://cdn.example/x")}

    assert same == {Clip(movie)}
    assert Clip(movie) != str(movie)


def test_a_clip_that_is_gone_says_so(tmp_path: Path) -> None:
    """A deleted file is told in a sentence that names it."""
    with pytest.raises(DownloadError, match=r"no longer at .*gone\.mp4"):
        Clip(tmp_path / "gone.mp4").poster()


def test_a_file_that_is_no_video_says_so(tmp_path: Path) -> None:
    """A damaged file is told in a sentence, not in the decoder's words."""
    path = tmp_path / "broken.mp4"
    path.write_bytes(b"\0" * 1000)

    with pytest.raises(DownloadError, match=r"broken\.mp4.* cannot be read"):
        Clip(path).duration  # noqa: B018 - reading it is the test


def test_a_sound_file_says_so(tmp_path: Path) -> None:
    """A file without pictures is told in a sentence."""
    path = tmp_path / "sound.mp4"
    with path.open("wb") as file, av.open(file, "w", format="mp4") as container:
        add_silence(container)

    with pytest.raises(DownloadError, match=r"no picture track in 'sound\.mp4'"):
        Clip(path).last_frame()


def test_a_file_whose_pictures_are_missing_says_so(movie: Path) -> None:
    """An index without the pictures it points to shows nothing."""
    content = movie.read_bytes()
    movie.write_bytes(content[: content.index(b"mdat") + 4])

    with pytest.raises(DownloadError, match=r"clip\.mp4"):
        Clip(movie).poster()


def test_a_playlist_in_disguise_opens_nothing(tmp_path: Path) -> None:
    """A file that names other files is not followed there."""
    path = tmp_path / "list.mp4"
    path.write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n")

    with pytest.raises(DownloadError, match="cannot be read"):
        Clip(path).last_frame()
