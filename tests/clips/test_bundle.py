"""A cell's output shows its clips, in a browser, a plain page and a terminal."""

from __future__ import annotations

import base64
import io
import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from kling_widgets.clips import Clip, bundle
from tests.clips._tags import Tags

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clips._movies import MakeMovie

ROOMY = 10_000_000

PAYLOADS = [
    "<img src=x onerror=alert(1)>",
    "</figcaption><script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "'><iframe srcdoc=x>",
    "` onmouseover=alert(1) `",
    "&lt;script&gt;",
    '<a id="MathJax">',
    "<button data-commandlinker-command=x>",
    "</video><video src=javascript:alert(1)>",
    "{0.__class__}{figures}",
    "<!--<script>",
    "<b>" * 1000,
]


@pytest.fixture
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in the folder of the movies, as a notebook beside them does."""
    monkeypatch.chdir(tmp_path)


def test_a_clip_shows_itself_three_ways(movie: Path) -> None:
    """HTML for browsers, a picture for plain pages, text for the rest."""
    output = Clip(movie)._repr_mimebundle_(include=None, exclude=None)

    assert set(output) == {"text/html", "image/png", "text/plain"}


def test_a_small_clip_is_inside_the_notebook(movie: Path) -> None:
    """The page holds the very bytes of the file."""
    page = bundle([Clip(movie)], embed_limit=ROOMY)["text/html"]

    source = Tags(page).videos()[0]["src"] or ""
    assert source.startswith("data:video/mp4;base64,")
    assert base64.b64decode(source.partition(",")[2]) == movie.read_bytes()


@pytest.mark.usefixtures("_in_folder")
def test_a_large_clip_is_linked_beside_the_notebook(make_movie: MakeMovie) -> None:
    """Beyond the limit the page holds a relative link, with the poster in it."""
    path = make_movie("a clip #1.mp4")

    video = Tags(bundle([Clip(path)], embed_limit=10)["text/html"]).videos()[0]

    assert video["src"] == "a%20clip%20%231.mp4"
    assert (video["poster"] or "").startswith("data:image/jpeg;base64,")


def test_a_clip_on_another_drive_is_named(
    movie: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no relative link leads, the page still says where the file is."""

    def nowhere(_path: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("os.path.relpath", nowhere)

    page = bundle([Clip(movie)], embed_limit=0)["text/html"]

    assert Tags(page).videos()[0]["src"] == "clip.mp4"
    assert str(movie) in page


def test_a_limit_is_shared_newest_first(make_movie: MakeMovie) -> None:
    """The newest clips are embedded until the output's bytes are used up."""
    clips = [Clip(make_movie(f"{name}.mp4")) for name in ("first", "second", "third")]
    room = 2 * clips[0].path.stat().st_size + 10

    page = bundle(clips, embed_limit=room)["text/html"]

    kinds = [(v["aria-label"], (v["src"] or "")[:5]) for v in Tags(page).videos()]
    assert kinds[:2] == [("third", "data:"), ("second", "data:")]
    assert kinds[2][0] == "first"
    assert kinds[2][1] != "data:"


def test_the_picture_is_the_newest_clip_s(make_movie: MakeMovie) -> None:
    """A page without HTML shows how the newest clip begins."""
    clips = [Clip(make_movie("wide.mp4", size=(64, 32))), Clip(make_movie("new.mp4"))]

    png = base64.b64decode(bundle(clips, embed_limit=ROOMY)["image/png"])

    assert Image.open(io.BytesIO(png)).size == (64, 48)


@pytest.mark.usefixtures("_in_folder")
def test_the_text_names_the_files(make_movie: MakeMovie) -> None:
    """A terminal shows where each clip is, seen from the notebook."""
    clips = [Clip(make_movie("a.mp4")), Clip(make_movie("b.mp4"))]

    text = bundle(clips, embed_limit=ROOMY)["text/plain"]

    assert text == "Clip('b.mp4')\nClip('a.mp4')"


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((1280, 720), ("640", "360")),
        ((720, 1280), ("360", "640")),
        ((64, 48), ("64", "48")),
    ],
)
def test_a_clip_is_shown_at_a_calm_size(
    make_movie: MakeMovie, size: tuple[int, int], shown: tuple[str, str]
) -> None:
    """At most 640 pixels either way, and never larger than it is."""
    page = bundle([Clip(make_movie(size=size, frames=2))], embed_limit=0)["text/html"]

    video = Tags(page).videos()[0]

    assert (video["width"], video["height"]) == shown


def test_a_caption_stands_below(movie: Path) -> None:
    """The prompt is written under the clip, and its facts."""
    page = bundle([Clip(movie, caption="the cat yawns")], embed_limit=0)["text/html"]

    words = re.sub(r"<[^>]*>", "|", page)
    assert "the cat yawns" in words
    assert "2.0 s · 64\N{MULTIPLICATION SIGN}48" in words


def test_the_provider_s_link_is_never_written(movie: Path) -> None:
    """A signed link would leak from the notebook, and it expires."""
    clip = Clip(movie, url="https://cdn.example/x.mp4?Signature=secret")

    output = bundle([clip], embed_limit=0)

    assert "cdn.example" not in "".join(output.values())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_caption_is_never_markup(movie: Path, payload: str) -> None:
    """A hostile caption adds no tag and no attribute, and reads as itself."""
    plain = bundle([Clip(movie, caption="plain")], embed_limit=ROOMY)["text/html"]
    hostile = bundle([Clip(movie, caption=payload)], embed_limit=ROOMY)["text/html"]

    before, after = Tags(plain).found, Tags(hostile).found

    assert [(t, set(a)) for t, a in after] == [(t, set(a)) for t, a in before]
    assert Tags(hostile).videos()[0]["aria-label"] == payload


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>.mp4", '"><b>.mp4'])
def test_a_file_name_is_never_markup(make_movie: MakeMovie, name: str) -> None:
    """A hostile file name adds no tag either, neither embedded nor linked."""
    plain = Tags(bundle([Clip(make_movie())], embed_limit=0)["text/html"])
    tags = Tags(bundle([Clip(make_movie(name))], embed_limit=0)["text/html"])

    before = [(tag, set(attributes)) for tag, attributes in plain.found]
    assert [(tag, set(attributes)) for tag, attributes in tags.found] == before


def test_a_missing_file_is_told_in_its_place(make_movie: MakeMovie) -> None:
    """One clip that has gone does not hide the others."""
    gone, there = Clip(make_movie("gone<b>.mp4")), Clip(make_movie("there.mp4"))
    gone.path.unlink()

    output = bundle([there, gone], embed_limit=ROOMY)

    tags = Tags(output["text/html"])
    assert len(tags.videos()) == 1
    assert "no longer at" in output["text/html"]
    assert "b" not in {tag for tag, _ in tags.found}
    assert "image/png" in output


def test_only_missing_files_have_no_picture(tmp_path: Path) -> None:
    """Without a readable clip there is text only."""
    output = bundle([Clip(tmp_path / "gone.mp4")], embed_limit=ROOMY)

    assert set(output) == {"text/html", "text/plain"}
