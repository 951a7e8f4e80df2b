"""A path or a thing that holds no picture is refused with a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.images._pictures import refusal


@pytest.mark.parametrize("nothing", [None, "", "  \n"])
def test_nothing_at_all(nothing: str | None) -> None:
    """I1: nothing is named as such."""
    assert refusal(nothing) == (
        "image: nothing given. Pass a path, bytes, a PIL image or an https URL."
    )


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a short path is said whole, wherever that is


def test_a_misspelt_path(tmp_path: Path) -> None:
    """I2: the nearest name in the folder is offered."""
    (tmp_path / "cat.png").touch()

    assert refusal("./cat.pgn") == (
        "image: no file at './cat.pgn'. Did you mean 'cat.png'?"
    )


def test_a_path_in_no_folder() -> None:
    """I2: without such a folder, the sentence says where we are."""
    assert refusal("pics/cat.png").startswith("image: no file at 'pics/cat.png'. The")


def test_a_path_through_a_file(tmp_path: Path) -> None:
    """I2: a file is no folder."""
    (tmp_path / "cat.png").touch()

    assert refusal("cat.png/dog.png").startswith("image: no file at 'cat.png/dog.png'.")


def test_half_a_character() -> None:
    """What no file system can write down names no file."""
    assert refusal("cat\ud800.png") == (
        "image: 'cat\u2400.png' has a broken character; type it again."
    )


def test_a_folder() -> None:
    """I3: a folder is told from a file."""
    Path("cats").mkdir()

    assert refusal("cats") == "image: 'cats' is a folder, not a file."


def test_a_file_that_may_not_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """I4: permission is named."""
    path = Path("cat.png")
    path.touch()

    def closed(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", closed)

    assert refusal(path) == "image: cannot read 'cat.png' (permission denied)."


def test_a_file_behind_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """I4: other troubles of the disk are told in the system's words."""

    def broken(*_args: object, **_options: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("pathlib.Path.stat", broken)

    assert refusal("cat.png") == "image: cannot read 'cat.png' (Input/output error)."


@pytest.mark.parametrize("kind", ["fifo", "device"])
def test_what_is_no_regular_file_is_not_opened(kind: str) -> None:
    """I5: a pipe or a device is refused without waiting on it."""
    path = "/dev/zero"
    if kind == "fifo":
        path = "pipe"
        os.mkfifo(path)

    assert refusal(path) == f"image: '{path}' is not a regular file."


def test_a_file_beyond_reading() -> None:
    """A file of more than 100 MB is not read at all."""
    path = Path("huge.png")
    with path.open("wb") as file:
        file.truncate(100_000_001)

    assert refusal(path) == (
        "image: 'huge.png' has 100 MB; at most 100 MB are opened. "
        "Save the picture smaller."
    )


def test_a_long_text_that_is_no_picture() -> None:
    """I31, I32: 20 million characters are not looked up on disk."""
    assert refusal("A" * 20_000_000) == (
        "image: text of 20,000,000 characters is neither a path, a URL "
        "nor the base64 of a picture."
    )


@pytest.mark.parametrize("text", ["Qk0foo.png", "/9j/cat.jpg", "x" * 1000])
def test_a_short_text_is_taken_for_a_path(text: str) -> None:
    """I2: also where it could be the start of some base64."""
    assert "image: " in refusal(text)
    assert "base64" not in refusal(text)


def test_a_file_address() -> None:
    """I36: `file://` is not for paths."""
    assert refusal("file:///tmp/cat.png") == "image: give the path without file://."


def test_a_path_with_nul() -> None:
    """I37: a NUL character ends no path here."""
    assert refusal("cat\0.png") == "image: the path contains a NUL character."


def test_a_circle_of_symbolic_links(tmp_path: Path) -> None:
    """I38: links that lead to themselves."""
    (tmp_path / "round.png").symlink_to("round.png")

    assert refusal("round.png") == "image: too many symbolic links at 'round.png'."


def test_a_home_that_does_not_exist() -> None:
    """I36: `~somebody` who is not here."""
    assert refusal("~nobody-here/cat.png") == "image: no folder '~nobody-here/cat.png'."


def test_a_sentence_shows_no_control_characters() -> None:
    """A hostile path cannot move the cursor or break the line."""
    sentence = refusal("\x1b[2J\u202ecat.png" + "x" * 200)

    assert sentence.isprintable()
    assert len(sentence) < 250


@pytest.mark.parametrize("thing", [3, object(), {"name": "cat.png"}, int, ["cat.png"]])
def test_things_that_are_no_picture(thing: object) -> None:
    """Anything else is named by its type, with what is taken."""
    assert refusal(thing).endswith(
        "is no picture. Pass a path, bytes, a PIL image, an array, "
        "a figure or an https URL."
    )
