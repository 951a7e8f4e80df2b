"""What can be mended is mended, within Kling's limits, and said."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from PIL import Image, ImageFile, ImageOps

from kling_widgets.errors import InputError
from kling_widgets.images import EncodedImage, prepare
from tests.images._pictures import (
    ORIENTATION,
    drawing,
    noise,
    png_chunk,
    png_of,
    saved,
    sideways,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMES = "\N{MULTIPLICATION SIGN}"


def opened(encoded: EncodedImage) -> Image.Image:
    return Image.open(io.BytesIO(encoded.data))


def is_within_limits(encoded: EncodedImage) -> bool:
    """What Kling's page asks of a picture, seen from the file alone."""
    picture = opened(encoded)
    width, height = picture.size
    return (
        (width, height) == encoded.size
        and min(width, height) >= 300
        and max(width, height) * 2 <= min(width, height) * 5
        and len(encoded.data) <= 10_000_000
        and picture.format in {"PNG", "JPEG"}
        and encoded.media_type == f"image/{picture.format.lower()}"
        and picture.mode == "RGB"
        and not picture.getexif()
    )


@pytest.mark.parametrize("size", [(300, 300), (1000, 400), (400, 1000), (750, 300)])
def test_the_edges_are_inside(size: tuple[int, int]) -> None:
    """I19, I21: 300 pixels and a ratio of exactly 2.5 are taken as they are."""
    encoded = prepare(drawing(size))

    assert encoded.size == size
    assert encoded.notes == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((6000, 4000), (4096, 2731)),
        ((4000, 6000), (2731, 4096)),
        ((10_000, 4000), (4096, 1639)),
        ((4096, 4096), (4096, 4096)),
        ((4097, 4096), (4096, 4096)),
    ],
)
def test_a_large_picture_is_shrunk(
    before: tuple[int, int], after: tuple[int, int]
) -> None:
    """Beyond 4096 pixels nothing is gained, and the ratio stays legal."""
    encoded = prepare(drawing(before))

    assert encoded.size == after
    assert is_within_limits(encoded)
    shrunk = f"shrunk from {before[0]}{TIMES}{before[1]} to {after[0]}{TIMES}{after[1]}"
    assert encoded.notes == ((shrunk,) if before != after else ())


def test_a_phone_s_largest_photo_is_usable() -> None:
    """A JPEG of 100 megapixels is thinned out while it is read."""
    encoded = prepare(saved(Image.new("RGB", (12_000, 9_000), "teal"), "JPEG"))

    assert encoded.size == (4096, 3072)
    assert is_within_limits(encoded)


def test_a_heavy_png_becomes_a_jpeg() -> None:
    """I7: what is too heavy without loss is sent with little loss, and that is said."""
    heavy = saved(noise((2200, 2000)), compress_level=1)
    assert len(heavy) > 10_000_000

    encoded = prepare(heavy)

    assert is_within_limits(encoded)
    assert encoded.size == (2200, 2000)
    assert encoded.notes[0] == "saved as JPEG"


def test_the_heaviest_picture_loses_pixels_in_the_end() -> None:
    """Where no quality is low enough, the picture is made smaller."""
    encoded = prepare(noise((4096, 4096)))

    assert is_within_limits(encoded)
    assert encoded.notes[0] == f"shrunk from 4096{TIMES}4096 to 3276{TIMES}3276"


def test_a_heavy_jpeg_file_stays_within_the_limit() -> None:
    """I7: a JPEG of more than 10 MB is saved at the best quality that fits."""
    heavy = saved(noise((3000, 3000)), "JPEG", quality=97, subsampling=0)
    assert len(heavy) > 10_000_000

    encoded = prepare(heavy)

    assert is_within_limits(encoded)
    assert encoded.notes[-1].endswith("to stay within 10 MB")


def test_a_drawing_stays_without_loss() -> None:
    """A plot or a screenshot keeps its sharp edges."""
    assert prepare(drawing()).media_type == "image/png"


def test_a_photo_file_stays_a_jpeg() -> None:
    """A JPEG file is not blown up to a PNG, and hardly changes."""
    photo = noise().resize((40, 40)).resize((1280, 1280), Image.Resampling.BICUBIC)
    data = saved(photo, "JPEG", quality=80)
    before = np.asarray(Image.open(io.BytesIO(data)), int)

    encoded = prepare(data)

    assert encoded.media_type == "image/jpeg"
    assert encoded.notes == ()
    assert len(encoded.data) < 1.2 * len(data)
    assert np.abs(np.asarray(opened(encoded), int) - before).mean() < 0.1


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_stands_upright(orientation: int) -> None:
    """I23: a photo is turned as its camera said, then measured."""
    data = sideways(orientation, (700, 400))
    expected = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))

    encoded = prepare(data)

    assert encoded.size == expected.size
    assert np.abs(np.asarray(opened(encoded), int) - np.asarray(expected)).mean() < 1
    assert ("turned upright" in encoded.notes) is (orientation != 1)


def test_a_large_photo_is_turned_and_shrunk() -> None:
    """I23: sizes are told as the upright picture has them."""
    encoded = prepare(sideways(6, (6000, 4000)))

    shrunk = f"shrunk from 4000{TIMES}6000 to 2731{TIMES}4096"
    assert encoded.notes == ("turned upright", shrunk)


def test_a_tall_photo_is_measured_upright() -> None:
    """I23: the limits hold for the picture as it is seen."""
    assert prepare(sideways(6, (600, 300))).size == (300, 600)


def test_a_users_sideways_picture_is_turned_too() -> None:
    """A PIL image that still carries its orientation is turned by it."""
    picture = drawing((700, 400))
    picture.getexif()[ORIENTATION] = 8

    assert prepare(picture).size == (400, 700)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_an_unreadable_orientation_is_none() -> None:
    """Damaged EXIF says nothing about which way is up."""
    data = saved(drawing((700, 400)), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")

    assert prepare(data).size == (700, 400)


def test_nothing_but_pixels_is_sent() -> None:
    """I24: place, camera, comments, profiles and previews stay here."""
    exif = Image.Exif()
    exif[0x0110] = "CANARYCAMERA"
    exif.get_ifd(0x8825)[1] = "CANARYGPS"
    jpeg = saved(
        drawing(), "JPEG", exif=exif, comment=b"CANARYCOMMENT", xmp=b"<CANARYXMP/>"
    )
    png = png_of(
        png_chunk(b"tEXt", b"Comment\0CANARYTEXT"),
        png_chunk(b"caBX", b"CANARYc2pa"),
        png_chunk(b"eXIf", b"MM\0*CANARY"),
    )
    picture = drawing()
    picture.info |= {"comment": b"CANARYINFO", "icc_profile": b"CANARYPROFILE"}
    sources = (jpeg, png, picture)

    sent = [prepare(source).data for source in sources]

    assert all(b"CANARY" in source for source in (jpeg, png))
    assert [b"CANARY" in data or b"Exif" in data for data in sent] == [False] * 3


@pytest.fixture
def _other_limits(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process in which someone else has set Pillow's switches."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10_000)
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    yield
    assert Image.MAX_IMAGE_PIXELS == 10_000
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


@pytest.mark.usefixtures("_other_limits")
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_pillow_s_switches_are_neither_needed_nor_changed(kind: str) -> None:
    """What another library set for the process plays no part."""
    assert prepare(saved(drawing(), kind)).size == (640, 480)


def test_threads_do_not_disturb_each_other() -> None:
    """Pictures prepared at the same time come out as they do alone."""
    files = [sideways(1 + number % 8, (640, 400 + 10 * number)) for number in range(8)]
    alone = [prepare(file) for file in files]
    together: dict[int, EncodedImage] = {}

    def work(number: int) -> None:
        together[number] = prepare(files[number])

    threads = [threading.Thread(target=work, args=(n,)) for n in range(len(files))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [together[number] for number in range(len(files))] == alone


sides = st.integers(min_value=300, max_value=750)
modes = st.sampled_from(["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "I;16"])


@given(width=sides, height=sides, mode=modes, orientation=st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_any_picture_in_within_limits_out(
    width: int, height: int, mode: str, orientation: int
) -> None:
    """Whatever the mode, size and orientation, the result is one that Kling takes."""
    picture = drawing((width, height), "L" if mode == "I;16" else mode)
    picture.getexif()[ORIENTATION] = orientation

    assert is_within_limits(prepare(picture))


@given(data=st.data(), kind=st.sampled_from(["PNG", "JPEG"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_files_are_mended_or_refused(data: st.DataObject, kind: str) -> None:
    """Whatever happens to a file's bytes, nothing but an InputError comes out."""
    file = bytearray(WHOLE[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, min(len(file) - 1, 900)))
        file[at] = data.draw(st.integers(0, 255))
    del file[data.draw(st.integers(1, len(file))) :]

    try:
        encoded = prepare(bytes(file))
    except InputError:
        return
    assert is_within_limits(encoded)


WHOLE = {
    "PNG": saved(drawing((320, 320), "P"), transparency=0),
    "JPEG": sideways(6, (320, 320)),
}
