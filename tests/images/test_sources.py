"""Whatever a notebook has at hand holds a picture."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image

from kling_widgets.errors import InputError
from kling_widgets.images import open_wire, prepare
from tests.images._pictures import SIZE, drawing, noise, saved

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure

PNG = saved(drawing())
TEXT = base64.b64encode(PNG).decode()


def pixels(anything: Any) -> np.ndarray:
    return np.asarray(open_wire(prepare(anything).wire))


@pytest.mark.parametrize(
    "wrapped",
    [
        PNG,
        bytearray(PNG),
        memoryview(PNG),
        io.BytesIO(PNG),
        drawing(),
        np.asarray(drawing()),
        {"name": "cat.png", "content": memoryview(PNG)},
        TEXT,
        f"data:image/png;base64,{TEXT}",
        f"  data:image/png;name=cat.png;base64,{TEXT}\n",
        "\n".join(TEXT[at : at + 76] for at in range(0, len(TEXT), 76)),
        TEXT.translate(str.maketrans("+/", "-_")).rstrip("="),
    ],
    ids=[
        "bytes",
        "bytearray",
        "memoryview",
        "open file",
        "pil",
        "array",
        "upload",
        "base64",
        "data",
        "data with a name",
        "base64 lines",
        "url-safe base64",
    ],
)
def test_the_same_picture_however_it_comes(wrapped: object) -> None:
    """I30, I31: every way to hold a picture ends in the same pixels."""
    assert np.array_equal(pixels(wrapped), np.asarray(drawing()))


@pytest.mark.parametrize("name", ["cat.png", " cat .png", "고양이.png", "a:b.png"])
def test_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A file in the current folder is found by its name, whatever it is."""
    (tmp_path / name).write_bytes(PNG)
    monkeypatch.chdir(tmp_path)

    assert prepare(name).size == SIZE


def test_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """I36: `~` is the user's home."""
    (tmp_path / "cat.png").write_bytes(PNG)
    monkeypatch.setenv("HOME", str(tmp_path))

    assert prepare("~/cat.png").size == SIZE


def test_a_path_that_looks_like_base64(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of that name comes before a guess."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / TEXT[:100].replace("/", "_")).write_bytes(saved(noise()))

    assert prepare(TEXT[:100].replace("/", "_")).size == SIZE


def test_a_file_that_was_just_written_to() -> None:
    """A buffer that stands at its end is read from its start."""
    buffer = io.BytesIO()
    drawing().save(buffer, "PNG")

    assert prepare(buffer).size == SIZE


def test_a_stream_that_cannot_go_back() -> None:
    """A pipe's bytes are taken as they come."""

    class Stream:
        def read(self, _count: int) -> bytes:
            return PNG

    assert prepare(Stream()).size == SIZE


def test_a_file_opened_as_text() -> None:
    """The sentence says how to open it."""
    with pytest.raises(InputError, match="Open it with mode 'rb'"):
        prepare(io.StringIO("cat"))


def test_a_file_that_was_closed() -> None:
    """What cannot be read any more is told in a sentence."""
    buffer = io.BytesIO(PNG)
    buffer.close()

    with pytest.raises(InputError, match="the open file cannot be read"):
        prepare(buffer)


@pytest.mark.parametrize("form", ["bytes", "tuple", "text"])
def test_an_object_that_shows_itself_as_a_picture(form: str) -> None:
    """What a cell would display is what is sent."""
    answers = {"bytes": PNG, "tuple": (PNG, {"width": 3}), "text": TEXT}

    class Shown:
        def _repr_png_(self) -> object:
            return answers[form]

    assert prepare(Shown()).size == SIZE


def test_an_object_that_shows_itself_as_a_jpeg() -> None:
    """The second choice after PNG."""

    class Shown:
        def _repr_png_(self) -> None:
            return None

        def _repr_jpeg_(self) -> bytes:
            return saved(drawing(), "JPEG")

    assert prepare(Shown()).media_type == "image/jpeg"


@pytest.fixture
def figure() -> Figure:
    mpl.use("agg")
    from matplotlib.figure import Figure  # after the choice of a backend

    figure = Figure(figsize=(4, 3))
    figure.subplots().plot([1, 2, 3])
    return figure


def test_a_figure_is_drawn_large(figure: Figure) -> None:
    """A matplotlib figure has no pixels of its own, so it gets enough of them."""
    assert prepare(figure).size == (1280, 960)


def test_axes_stand_for_their_figure(figure: Figure) -> None:
    """Plot functions return axes; their figure is meant."""
    assert prepare(figure.axes[0]).size == (1280, 960)


def test_a_figure_keeps_its_own_resolution(figure: Figure) -> None:
    """A figure that asks for more than enough is drawn so, then fitted."""
    figure.set_dpi(400)

    assert prepare(figure).size == (1600, 1200)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("data:text/html,<b>", "image: the data: address holds 'text/html', not a"),
        ("data:,hello", "image: the data: address holds 'text/plain', not a picture."),
        ("data:image/svg+xml,<svg/>", "image: the data: address is not base64."),
        ("data:image/png;base64", "image: a data: address without a comma."),
        (f"data:image/png;base64,{TEXT[:99]}*", "image: damaged base64 (100 char"),
        ("data:image/png;base64,PHN2Zz4=", "image: SVG is not accepted"),
        (TEXT[:-3] + "é", "image: damaged base64"),
    ],
)
def test_damaged_addresses(text: str, sentence: str) -> None:
    """U2, I31: what is wrong with a `data:` address is said, its content is not."""
    with pytest.raises(InputError) as caught:
        prepare(text)

    assert str(caught.value).startswith(sentence)
    assert TEXT[40:60] not in str(caught.value)


def test_bytes_are_read_once(tmp_path: Path) -> None:
    """I34: a file that changes later does not change what was prepared."""
    path = tmp_path / "cat.png"
    path.write_bytes(PNG)
    encoded = prepare(path)
    before = encoded.sha256
    path.write_bytes(saved(noise()))

    assert encoded.sha256 == before


def test_a_users_picture_is_left_alone() -> None:
    """Preparing changes neither mode, size nor notes of the user's own image."""
    picture = drawing((5000, 3000), "RGBA")
    picture.info["comment"] = "mine"
    prepare(picture)

    assert (picture.mode, picture.size) == ("RGBA", (5000, 3000))
    assert picture.info == {"comment": "mine"}


def test_a_closed_picture_says_so(tmp_path: Path) -> None:
    """A lazily opened image whose file is gone is told in a sentence."""
    path = tmp_path / "cat.png"
    path.write_bytes(PNG)
    with Image.open(path) as picture:
        pass

    with pytest.raises(InputError, match="Was its file closed, or cut short"):
        prepare(picture)


def test_a_pil_image_of_any_format() -> None:
    """A user may open WebP with a decoder of their choice and pass the picture."""
    picture = Image.open(io.BytesIO(saved(drawing(), "WEBP", lossless=True)))

    assert np.array_equal(pixels(picture), np.asarray(drawing()))


def test_the_current_frame_of_several() -> None:
    """I28: an animation gives the frame it stands at, and that is noted."""
    frames = [drawing().convert("P"), drawing((640, 480)).rotate(180).convert("P")]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    picture = Image.open(io.BytesIO(data))

    assert prepare(picture).notes[0] == "one of 2 frames used"


def test_an_animated_png() -> None:
    """I28: so does an animated PNG file."""
    data = saved(drawing(), save_all=True, append_images=[noise()])

    encoded = prepare(data)

    assert encoded.notes == ("one of 2 frames used",)
    assert np.array_equal(pixels(data), np.asarray(drawing()))


def test_a_phone_s_file_of_several_pictures() -> None:
    """I28: an MPO file is the JPEG it starts with."""
    data = saved(drawing(), "MPO", save_all=True, append_images=[noise()])

    encoded = prepare(data)

    assert encoded.media_type == "image/jpeg"
    assert encoded.notes == ("further pictures in the file were left out",)


def test_a_jpeg_with_something_behind_it() -> None:
    """I29: what follows the picture is not sent."""
    data = saved(drawing(), "JPEG") + b"PK\3\4 a hidden archive"

    assert b"hidden" not in prepare(data).data
