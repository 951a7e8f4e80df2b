"""What the picker's script makes of a picture before it travels, in Chromium."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page, expect

from kling_widgets.images import prepare
from tests._photos import CORNERS, corners, noise_png, phone_jpeg, scenery
from tests.browser._empty_picker import EMPTY
from tests.browser._fake_model import FakeModel
from tests.browser._slow_decoder import DELAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser

UPRIGHT = {name: name for name in CORNERS}
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"


@pytest.fixture
def picker(page: Page) -> Iterator[FakeModel]:
    """An empty picker whose kernel takes every file; the console stays silent."""
    picker = FakeModel(page, "picker.js", "picker.css", **EMPTY)
    picker.play_kernel()
    yield picker
    assert picker.complaints == []


@pytest.fixture(scope="session")
def phone_photo() -> bytes:
    """12 megapixels in some 4 MB, lying on its side."""
    return phone_jpeg((3024, 4032), quality=95)


@dataclass(frozen=True, slots=True)
class Chooser:
    """Chooses files as a person does, from a folder."""

    picker: FakeModel
    folder: Path

    def give(self, data: bytes, name: str = "photo.jpg") -> None:
        """Choose a file, and go on at once."""
        path = self.folder / name
        path.write_bytes(data)
        self.picker.root.get_by_label("Image", exact=True).set_input_files(path)

    def send(self, data: bytes, name: str = "photo.jpg") -> bytes:
        """Choose a file; returns what arrives in the kernel."""
        self.give(data, name)
        return self.picker.await_arrived()


@pytest.fixture
def chooser(picker: FakeModel, tmp_path: Path) -> Chooser:
    return Chooser(picker, tmp_path)


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def was(picker: FakeModel) -> dict[str, Any] | None:
    """What the page says the picture was."""
    told: dict[str, Any] | None = picker.sent("begin")[0]["was"]
    return told


def test_a_phone_photo_travels_upright_and_light(
    picker: FakeModel, chooser: Chooser, phone_photo: bytes
) -> None:
    """A quarter of the bytes or less, turned upright, and the page says so."""
    arrived = chooser.send(phone_photo)

    with Image.open(io.BytesIO(arrived)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1920, 2560))
        assert corners(picture) == UPRIGHT
        assert dict(picture.getexif()) == {}
    assert len(arrived) <= len(phone_photo) / 4
    assert was(picker) == {
        "kind": "JPEG",
        "width": 3024,
        "height": 4032,
        "turned": True,
        "filled": False,
        "side": 2560,
    }


def test_shrinking_keeps_what_is_to_be_seen(
    picker: FakeModel, chooser: Chooser, phone_photo: bytes
) -> None:
    """The light picture looks like the one that Python would have made."""
    whole = prepare(phone_photo)

    arrived = chooser.send(phone_photo)

    with Image.open(io.BytesIO(arrived)) as light:
        with Image.open(io.BytesIO(whole.data)) as picture:
            ours = picture.resize(light.size, reducing_gap=3)
        difference = ImageStat.Stat(ImageChops.difference(light, ours))
    assert max(difference.mean) < 6


def test_the_page_says_what_it_sends(
    picker: FakeModel, chooser: Chooser, phone_photo: bytes
) -> None:
    """Size, kind, what was done, and how much travels."""
    picker.page.evaluate("model.kernel = undefined")

    chooser.give(phone_photo)

    size = picker.await_sent("begin")[0]["size"]
    said = picker.root.get_by_text("Sending")
    expect(said).to_have_text(
        "Sending 3024×4032 JPEG, turned upright, shrunk to 2560 px, "  # noqa: RUF001
        f"{size / 1e6:.1f} MB"
    )


def test_a_larger_clip_gets_a_larger_picture(
    picker: FakeModel, chooser: Chooser, phone_photo: bytes
) -> None:
    """Python says how many pixels are worth sending."""
    picker.write(max_side=4096)

    arrived = chooser.send(phone_photo)

    assert arrived == phone_photo


def test_a_picture_within_the_limits_travels_as_it_is(
    picker: FakeModel, chooser: Chooser
) -> None:
    """Coding it anew would only cost quality."""
    data = saved(scenery((2000, 1500)), "JPEG", quality=97)
    assert 1_000_000 < len(data) < 5_000_000

    arrived = chooser.send(data)

    assert arrived == data
    assert was(picker) is None


def test_a_large_drawing_stays_a_png(picker: FakeModel, chooser: Chooser) -> None:
    """Shrunk without loss, and what shines through still does."""
    drawing = Image.new("RGBA", (3500, 2500), (200, 30, 30, 128))
    drawing.paste((20, 90, 200, 255), (0, 0, 1750, 2500))
    data = saved(drawing, "PNG", compress_level=0)

    arrived = chooser.send(data, "plan.png")

    with Image.open(io.BytesIO(arrived)) as picture:
        assert (picture.format, picture.size) == ("PNG", (2560, 1829))
        assert picture.mode == "RGBA"
        assert picture.getpixel((100, 100)) == (20, 90, 200, 255)
        assert picture.getchannel("A").getpixel((2500, 100)) == 128


def test_a_photo_in_a_png_becomes_a_jpeg_on_white(
    picker: FakeModel, chooser: Chooser
) -> None:
    """Where a PNG would be heavy, what shone through is white, as in Python."""
    photo = Image.open(io.BytesIO(noise_png((1700, 1200)))).convert("RGBA")
    photo.paste((0, 0, 0, 0), (0, 0, 400, 400))

    arrived = chooser.send(saved(photo, "PNG", compress_level=0), "photo.png")

    with Image.open(io.BytesIO(arrived)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1700, 1200))
        assert picture.getpixel((200, 200)) == (255, 255, 255)
    told = was(picker)
    assert told is not None
    assert (told["kind"], told["filled"]) == ("PNG", True)


@pytest.mark.parametrize("kind", ["WebP", "GIF", "BMP"])
def test_what_only_the_browser_opens_is_saved_anew(
    picker: FakeModel, chooser: Chooser, kind: str
) -> None:
    """Kling takes JPEG and PNG; the page makes one of what it can show."""
    arrived = chooser.send(saved(scenery((640, 480)), kind), f"photo.{kind}")

    with Image.open(io.BytesIO(arrived)) as picture:
        assert picture.format == "PNG"
        assert corners(picture) == UPRIGHT
    told = was(picker)
    assert told is not None
    assert told["kind"] == kind


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (HEIC, "This browser cannot open HEIC pictures, and Kling takes only JPEG"),
        (b"hello", "This browser cannot open the file as a picture. Choose a JPEG"),
    ],
)
def test_what_nobody_opens_is_said_at_once(
    picker: FakeModel, chooser: Chooser, data: bytes, sentence: str
) -> None:
    """A sentence, and no byte travels."""
    chooser.give(data)

    expect(picker.root.get_by_role("alert")).to_contain_text(sentence)
    assert picker.sent("begin") == []
    expect(picker.root.get_by_role("progressbar")).to_be_hidden()


def test_a_damaged_photo_is_left_to_python(
    picker: FakeModel, chooser: Chooser, phone_photo: bytes
) -> None:
    """What the browser cannot decode travels whole: Python is the last judge."""
    damaged = phone_photo[:1_500] + bytes(1_200_000)

    arrived = chooser.send(damaged)

    assert arrived == damaged


def test_shrinking_can_be_cancelled(
    picker: FakeModel, chooser: Chooser, phone_photo: bytes
) -> None:
    """Cancel works before anything travels, and nothing comes afterwards."""
    picker.page.evaluate(DELAY)
    chooser.give(phone_photo)
    picker.await_sent("coming")
    picker.page.wait_for_function("window.go_on !== undefined")

    picker.root.get_by_role("button", name="Cancel").click()
    picker.page.evaluate("go_on()")
    arrived = chooser.send(saved(scenery((400, 300)), "PNG"), "small.png")

    assert [message["upload"] for message in picker.sent("cancel")] == [
        picker.sent("coming")[0]["upload"]
    ]
    assert len(picker.sent("begin")) == 1
    assert len(arrived) == picker.sent("begin")[0]["size"]
