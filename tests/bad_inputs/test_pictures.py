"""Pictures that cannot be sent, or only after a change: rows I1 to I38."""

from __future__ import annotations

import base64
import os
import socket
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from kling_widgets.widgets._asked import request_of
from tests.bad_inputs._case import Row, check_refused, check_taken, numbered
from tests.images._pictures import (
    drawing,
    huge_png_header,
    noise,
    png_chunk,
    png_of,
    saved,
    sideways,
)

if TYPE_CHECKING:
    from pathlib import Path

PNG = saved(drawing((1280, 720)))
TEXT = base64.b64encode(PNG).decode()


def file(place: Path, name: str, data: bytes = PNG) -> str:
    (place / name).write_bytes(data)
    return name


def misspelt(place: Path) -> str:
    file(place, "cat.png")
    return "cat.pgn"


def folder(place: Path) -> str:
    (place / "pics").mkdir()
    return "pics"


def fifo(place: Path) -> str:
    os.mkfifo(place / "p")
    return "p"


def listening(place: Path) -> str:
    with socket.socket(socket.AF_UNIX) as end:
        end.bind("s")
    return "s"


def circle(place: Path) -> str:
    (place / "a").symlink_to("b")
    (place / "b").symlink_to("a")
    return "a"


def home(place: Path) -> str:
    os.environ["HOME"] = str(place)
    return f"~/{file(place, 'mine.png')}"


def broken(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 0xFF]) + data[middle + 1 :]


BOMB = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(80_000_000), 9))
HEIC, PSD = b"\0\0\0\x20ftypheic" + bytes(99), b"8BPS" + bytes(99)

REFUSED = [
    Row("I1", {"image": None}, "image: nothing given"),
    Row("I1", {"image": ""}, "image: nothing given"),
    Row("I2", misspelt, "image: no file at 'cat.pgn'. Did you mean 'cat.png'?"),
    Row("I3", folder, "image: 'pics' is a folder, not a file."),
    Row("I5", fifo, "image: 'p' is not a regular file."),
    Row("I5", listening, "image: 's' is not a regular file."),
    Row("I5", {"image": "/dev/zero"}, "image: '/dev/zero' is not a regular file."),
    Row("I6", {"image": b""}, "image: the file is empty (0 bytes)."),
    Row("I7", {"image": bytes(100_000_001)}, "at most 100 MB are opened"),
    Row("I8", lambda p: file(p, "x.png", b"<html>Not found"), "it starts with '<html>"),
    Row("I9", {"image": b"<svg xmlns='x'>"}, "SVG is not accepted (PNG and JPEG only)"),
    Row("I10", {"image": saved(drawing(), "WEBP")}, "WebP is not accepted"),
    Row("I10", {"image": saved(drawing(), "GIF")}, "GIF is not accepted"),
    Row("I10", {"image": saved(drawing(), "BMP")}, "BMP is not accepted"),
    Row("I10", {"image": saved(drawing(), "TIFF")}, "TIFF is not accepted"),
    Row("I10", {"image": HEIC}, "HEIC is not accepted"),
    Row("I10", {"image": PSD}, "PSD is not accepted"),
    Row("I11", lambda p: file(p, "e.png", b"%!PS-Adobe-3.0 EPSF"), "EPS is not accept"),
    Row("I12", {"image": b"%PDF-1.7"}, "PDF is not accepted"),
    Row("I13", {"image": huge_png_header((50_000, 50_000))}, "2,500 megapixels; the l"),
    Row("I14", {"image": huge_png_header((10_000, 10_000))}, "100 megapixels; the lim"),
    Row("I15", {"image": png_of(BOMB)}, "the PNG file has damaged metadata"),
    Row("I16", {"image": saved(noise(), "JPEG")[:-5000]}, "the JPEG file is cut short"),
    Row("I17", {"image": broken(saved(noise()))}, "the PNG file is damaged"),
    Row("I17", {"image": PNG[:33] + png_chunk(b"IEND", b"")}, "PNG file is"),
    Row("I18", {"image": drawing((299, 800))}, "image: 299"),
    Row("I20", {"image": drawing((1000, 399))}, "ratio"),
    Row("I22", {"image": png_of(size=(0, 0))}, "damaged"),
    Row("I22", {"image": drawing((1, 1))}, "at least 300"),
    Row("I31", {"image": "what? a picture!"}, "image: no file at"),
    Row("I32", {"image": "a b" * 7_000_000}, "21,000,000 characters"),
    Row("I33", {"image": np.full((480, 640, 3), np.nan)}, "image: "),
    Row("I33", {"image": np.zeros((480, 640, 7), np.uint8)}, "(480, 640, 7)"),
    Row("I36", {"image": "file:///x.png"}, "image: give the path without file://."),
    Row("I37", {"image": "a\0b.png"}, "image: the path contains a NUL"),
    Row("I38", circle, "image: "),
]
TAKEN = [
    Row("I7", {"image": noise((2400, 2000))}, ""),
    Row("I19", {"image": drawing((300, 300))}, ""),
    Row("I21", {"image": drawing((1000, 400))}, ""),
    Row("I23", {"image": sideways(6, (600, 300))}, "turned upright"),
    Row("I25", {"image": saved(drawing().convert("CMYK"), "JPEG")}, "CMYK"),
    Row("I26", {"image": drawing(mode="P")}, ""),
    Row("I26", {"image": Image.new("1", (640, 480))}, ""),
    Row("I27", {"image": Image.new("RGBA", (640, 480), (1, 2, 3, 4))}, "white"),
    Row("I30", {"image": f"data:image/png;base64,{TEXT}"}, ""),
    Row("I31", {"image": f"{TEXT[:99]} \n{TEXT[99:]}"}, ""),
    Row("I31", {"image": base64.urlsafe_b64encode(PNG).decode()}, ""),
    Row("I36", home, ""),
]


@numbered(REFUSED)
def test_refused(row: Row, place: Path) -> None:
    """Each with its sentence."""
    check_refused(row, place)


@numbered(TAKEN)
def test_taken(
    row: Row,
    place: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each with a word about what was changed."""
    monkeypatch.setenv("HOME", str(place))
    check_taken(row, place, caplog)


def sent(image: Any) -> bytes:
    return base64.b64decode(request_of(image, None).image)


def row_i24() -> list[bytes]:
    """GPS, XMP and the like."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    return [saved(drawing(), "JPEG", exif=exif, xmp=b"c2pa GPS", comment=b"GPS")]


def row_i28() -> list[bytes]:
    """Several frames in one file."""
    frames = {"save_all": True, "append_images": [noise()]}
    return [saved(drawing(), kind, **frames) for kind in ("PNG", "MPO")]


def row_i29() -> list[bytes]:
    """A JPEG with an archive behind it."""
    return [saved(drawing(), "JPEG") + b"PK\x03\x04GPS"]


@pytest.mark.parametrize("files", [row_i24, row_i28, row_i29])
def test_only_the_pixels_of_the_first_frame_are_sent(files: Any) -> None:
    """I24, I28, I29: nothing but them."""
    for data in files():
        wire = sent(data)

        assert not any(
            word in wire for word in (b"GPS", b"c2pa", b"PK\x03\x04", b"acTL")
        )
        assert len(wire) < len(data) + 50_000


def test_a_file_that_may_not_be_read(place: Path) -> None:
    """I4: root may read everything, so an error of the disk stands in for it."""
    if os.geteuid() == 0:
        check_refused(
            Row("I4", {"image": "/proc/self/mem"}, "image: cannot read"), place
        )
        return
    (place / "x.png").write_bytes(PNG)
    (place / "x.png").chmod(0)
    check_refused(Row("I4", {"image": "x.png"}, "image: cannot read 'x.png'"), place)


def test_a_file_that_changes_is_read_once(place: Path) -> None:
    """I34: what was looked at is what is sent."""
    request = request_of(file(place, "cat.png"), None)
    before = request.image
    file(place, "cat.png", saved(noise()))

    assert before == request.image


def test_a_last_frame_of_another_size(
    place: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """I35: it is no error: Kling takes it, and each is checked by itself."""
    tail = {"image_tail": drawing((640, 640)), "mode": "pro"}
    check_taken(Row("I35", tail, ""), place, caplog)
    check_refused(
        Row("I35", {**tail, "image_tail": drawing((100, 100))}, "image_tail: 100"),
        place,
    )
