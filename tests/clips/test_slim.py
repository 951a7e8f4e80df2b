"""A saved notebook's clips go out to files, and come back in, byte for byte."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from kling_widgets.clips import Clip, bundle, slim
from kling_widgets.errors import ConfigError, InputError
from tests.clips._tags import Tags

if TYPE_CHECKING:
    from pathlib import Path

    from kling_widgets.clips import Embed
    from tests.clips._movies import MakeMovie

ROOMY = 10_000_000


@pytest.fixture(autouse=True)
def _in_the_notebook_s_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def saved(path: Path, *clips: Clip, embed: Embed = "always") -> Path:
    """A notebook in which each clip is the output of a cell of its own."""
    cells = [
        nbformat.v4.new_code_cell(
            f"clip_{n}",
            id=f"c{n}",
            outputs=[
                nbformat.v4.new_output(
                    "display_data",
                    data=bundle([clip], embed_limit=ROOMY, embed=embed),
                )
            ],
        )
        for n, clip in enumerate(clips)
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def pages(notebook: Path) -> list[str]:
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    outputs = (output for cell in cells for output in cell["outputs"])
    return ["".join(output["data"]["text/html"]) for output in outputs]


def videos(notebook: Path) -> list[dict[str, Any]]:
    return [tag for page in pages(notebook) for tag in Tags(page).videos()]


def test_out_and_in_again_is_the_same_file(tmp_path: Path, movie: Path) -> None:
    """A round trip changes no byte of the notebook."""
    notebook = saved(
        tmp_path / "lesson.ipynb", Clip(movie, caption="yawns & stretches")
    )
    before = notebook.read_bytes()

    saved_bytes = slim(notebook)
    between = notebook.stat().st_size
    regained = slim(notebook, restore=True)

    assert notebook.read_bytes() == before
    assert (saved_bytes, regained) == (len(before) - between, between - len(before))


def test_the_notebook_shrinks_by_its_videos(
    tmp_path: Path, make_movie: MakeMovie
) -> None:
    """What goes out is the video as text, and hardly anything comes in for it."""
    movies = [make_movie(f"{n}.mp4", size=(320, 240)) for n in range(3)]
    notebook = saved(tmp_path / "lesson.ipynb", *map(Clip, movies))
    size = notebook.stat().st_size

    gained = slim(notebook)

    texts = sum(len(base64.b64encode(movie.read_bytes())) for movie in movies)
    assert gained == size - notebook.stat().st_size
    assert gained == pytest.approx(texts, abs=300)


def test_a_clip_that_lies_there_is_linked(tmp_path: Path, movie: Path) -> None:
    """No second copy is made of a file that is beside the notebook already."""
    notebook = saved(tmp_path / "lesson.ipynb", Clip(movie))

    slim(notebook)

    assert [video["src"] for video in videos(notebook)] == ["clip.mp4"]
    assert not (tmp_path / "kling_clips").exists()


def test_a_clip_without_a_file_gets_one(tmp_path: Path, movie: Path) -> None:
    """A notebook that came by mail brings its clips along, and they are whole."""
    data = movie.read_bytes()
    notebook = saved(tmp_path / "lesson.ipynb", Clip(movie))
    movie.unlink()

    slim(notebook)

    assert [video["src"] for video in videos(notebook)] == ["kling_clips/clip.mp4"]
    assert (tmp_path / "kling_clips" / "clip.mp4").read_bytes() == data


def test_another_clip_of_that_name_stays(tmp_path: Path, movie: Path) -> None:
    """A file with the name but not the bytes is not written over."""
    notebook = saved(tmp_path / "lesson.ipynb", Clip(movie))
    movie.unlink()
    other = tmp_path / "kling_clips" / "clip.mp4"
    other.parent.mkdir()
    other.write_bytes(b"somebody's")

    slim(notebook)

    assert other.read_bytes() == b"somebody's"
    assert videos(notebook)[0]["src"] == "kling_clips/clip%20%282%29.mp4"


def test_a_changed_file_does_not_come_in(tmp_path: Path, movie: Path) -> None:
    """Only the very bytes that were shown go back into the notebook."""
    notebook = saved(tmp_path / "lesson.ipynb", Clip(movie), embed="link")
    movie.write_bytes(movie.read_bytes() + b"\0\0\0\x08free")
    before = notebook.read_bytes()

    assert slim(notebook, restore=True) == 0
    assert notebook.read_bytes() == before


def test_a_slim_notebook_says_what_it_keeps(tmp_path: Path, movie: Path) -> None:
    """The sentence under a clip goes down with its bytes."""
    notebook = saved(tmp_path / "lesson.ipynb", Clip(movie))
    (before,) = re.findall(r'data-kling-added="(\d+)"', pages(notebook)[0])

    gained = slim(notebook)

    (after,) = re.findall(r'data-kling-added="(\d+)"', pages(notebook)[0])
    assert int(before) - int(after) == pytest.approx(gained, abs=100)


def test_what_is_not_ours_stays(tmp_path: Path, movie: Path) -> None:
    """Odd spacing, escapes and other outputs survive to the byte."""
    notebook = saved(tmp_path / "lesson.ipynb", Clip(movie))
    strange = '{"cells" :[], "x": 1.50, "y": "caf\\u00e9 \\/"}'
    text = notebook.read_text("utf-8")
    notebook.write_text(
        text.replace('"cells": [', f'"odd": {strange},\n "cells": [', 1)
    )

    slim(notebook)

    assert strange in notebook.read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"{", "its JSON cannot be read"), (b"\xff\xfe", "it is not text in UTF-8")],
)
def test_what_is_no_notebook_is_told(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    """The file's name and what is wrong with it are said."""
    path = tmp_path / "odd.ipynb"
    path.write_bytes(content)

    with pytest.raises(InputError, match=f"'odd.ipynb' is no notebook: {sentence}"):
        slim(path)


def test_a_notebook_that_is_gone_is_told(tmp_path: Path) -> None:
    """Nothing is made up in its place."""
    with pytest.raises(InputError, match="cannot be read: No such file"):
        slim(tmp_path / "gone.ipynb")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, movie: Path) -> None:
    """The notebook stays whole when its clips find no place."""
    notebook = saved(tmp_path / "lesson.ipynb", Clip(movie))
    before = notebook.read_bytes()
    movie.unlink()
    (tmp_path / "kling_clips").write_text("a file where the folder should be")

    with pytest.raises(ConfigError, match="A clip cannot be written to"):
        slim(notebook)

    assert notebook.read_bytes() == before
