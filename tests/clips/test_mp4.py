"""A download is kept only if it is a whole video."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
import pytest

from kling_widgets.clips import check_mp4
from kling_widgets.errors import DownloadError
from tests.clips._movies import add_silence

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clips._movies import MakeMovie


def box(kind: bytes, content: bytes = b"") -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + kind + content


def long_box(kind: bytes, content: bytes) -> bytes:
    return b"\0\0\0\1" + kind + (16 + len(content)).to_bytes(8, "big") + content


def track(handler: bytes = b"vide") -> bytes:
    return box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + handler)))


def movie_header(ticks: int, *, wide: bool = False) -> bytes:
    if wide:
        return box(b"mvhd", b"\x01" + bytes(23) + ticks.to_bytes(8, "big"))
    return box(b"mvhd", bytes(16) + ticks.to_bytes(4, "big"))


FTYP = box(b"ftyp", b"isom")
MOOV = box(b"moov", movie_header(5000) + track())
MDAT = box(b"mdat", b"pictures")


@pytest.mark.parametrize("index_first", [True, False])
@pytest.mark.parametrize("sound", [True, False])
def test_a_real_movie_passes(
    make_movie: MakeMovie, *, index_first: bool, sound: bool
) -> None:
    """What an encoder writes is whole, wherever its index is."""
    check_mp4(make_movie(index_first=index_first, sound=sound))


@pytest.mark.parametrize("index_first", [True, False])
def test_every_cut_is_noticed(make_movie: MakeMovie, *, index_first: bool) -> None:
    """No shorter piece of a movie passes, whatever its length."""
    path = make_movie(frames=4, index_first=index_first)
    whole = path.stat().st_size
    unnoticed = []
    with path.open("r+b") as file:
        for length in reversed(range(whole)):
            file.truncate(length)
            try:
                check_mp4(path)
            except DownloadError:
                continue
            unnoticed.append(length)

    assert unnoticed == []


def test_a_cut_is_told_in_bytes(tmp_path: Path) -> None:
    """The sentence says how much is missing."""
    path = tmp_path / "cut.mp4"
    path.write_bytes((FTYP + MOOV + box(b"mdat", bytes(2000)))[:1200])
    needed = len(FTYP + MOOV) + 2008

    with pytest.raises(DownloadError) as caught:
        check_mp4(path)

    assert str(caught.value) == (
        f"The video is cut short (needs {needed:,} bytes, got 1,200). Fetch it again."
    )


@pytest.mark.parametrize(
    "content",
    [
        FTYP + MOOV + MDAT,
        FTYP + MDAT + MOOV,
        FTYP + box(b"free") + MOOV + MDAT + box(b"uuid", b"later"),
        FTYP + MOOV + long_box(b"mdat", b"pictures"),
        FTYP + MOOV + b"\0\0\0\0mdat" + b"to the end",
        FTYP + box(b"moov", movie_header(5000, wide=True) + track()) + MDAT,
        FTYP + box(b"moov", track(b"soun") + track()) + MDAT,
        FTYP + box(b"moov", movie_header(0) + box(b"mvex") + track()) + MDAT,
    ],
    ids=["index first", "index last", "more", "64 bit", "open", "wide", "2", "parts"],
)
def test_every_legal_layout_passes(tmp_path: Path, content: bytes) -> None:
    """Long boxes, an open last box, further boxes and fragments are all legal."""
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)

    check_mp4(path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "There is no video in the file (missing ftyp)."),
        (
            b"\x89PNG\r\n\x1a\n" + bytes(50),
            "There is no video in the file (missing ftyp).",
        ),
        (b"<html>Not found</html>", "There is no video in the file (missing ftyp)."),
        (FTYP + MDAT, "There is no video in the file (missing moov)."),
        (FTYP + MOOV, "There is no video in the file (missing mdat)."),
        (
            FTYP + box(b"moov", movie_header(0) + track()) + MDAT,
            "There is no video in the file (it lasts 0 seconds).",
        ),
        (
            FTYP + box(b"moov", movie_header(0, wide=True) + track()) + MDAT,
            "There is no video in the file (it lasts 0 seconds).",
        ),
        (
            FTYP + box(b"moov", movie_header(1) + track(b"soun")) + MDAT,
            "There is no video in the file (no picture track).",
        ),
        (
            FTYP + box(b"moov", box(b"trak")) + MDAT,
            "There is no video in the file (no picture track).",
        ),
        (FTYP + b"\0\0\0\7moov" + MDAT, "The video is damaged (a box of 7 bytes)."),
        (
            FTYP + b"\0\0\0\1mdat" + (9).to_bytes(8, "big"),
            "The video is damaged (a box of 9 bytes).",
        ),
        (
            FTYP + box(b"moov", b"\0\0\7\0trak" + bytes(8)) + MDAT,
            "The video is damaged (a box leaves its parent).",
        ),
    ],
)
def test_what_is_no_video_is_told(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    """Each way of being no video has its own sentence."""
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)

    with pytest.raises(DownloadError) as caught:
        check_mp4(path)

    assert str(caught.value) == sentence


def test_a_sound_file_is_no_clip(tmp_path: Path) -> None:
    """An MP4 that only sounds is refused."""
    path = tmp_path / "sound.mp4"
    with path.open("wb") as file, av.open(file, "w", format="mp4") as container:
        add_silence(container)

    with pytest.raises(DownloadError, match="no picture track"):
        check_mp4(path)
