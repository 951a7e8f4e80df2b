"""Where a notebook keeps a clip, and what it says that this costs."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, get_args

import nbformat
import pytest

from kling_widgets.clips import Clip, Embed, bundle, check_embed
from kling_widgets.clips._player import player_script
from kling_widgets.errors import ConfigError
from tests.clips._tags import Tags

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.clips._movies import MakeMovie

ROOMY = 10_000_000
DIGITS = 10
"""A number of bytes does not count its own digits."""
LIVE = nbformat.v4.new_output("display_data", {"text/plain": "the card"})
MODES: tuple[Embed, ...] = get_args(Embed)


def shown(movie: Path, embed: Embed, *, embed_limit: int) -> Tags:
    output = bundle([Clip(movie)], embed=embed, embed_limit=embed_limit)
    return Tags(output["text/html"])


def said(page: str) -> int:
    """How many bytes the figures of a page say they add."""
    return sum(map(int, re.findall(r'data-kling-added="(\d+)"', page)))


def growth(path: Path, output: Mapping[str, str], **metadata: object) -> int:
    """How many bytes larger a saved notebook is with this in its cell."""
    shown = nbformat.v4.new_output("display_data", dict(output), metadata=metadata)
    return notebook_bytes(path, LIVE, shown) - notebook_bytes(path, LIVE)


def notebook_bytes(path: Path, *outputs: nbformat.NotebookNode) -> int:
    cell = nbformat.v4.new_code_cell("clip", outputs=list(outputs), id="clip")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    return path.stat().st_size


@pytest.mark.parametrize(
    ("embed", "embed_limit", "is_inside"),
    [
        ("auto", ROOMY, True),
        ("auto", 10, False),
        ("always", 10, True),
        ("link", ROOMY, False),
    ],
)
def test_the_video_is_where_it_was_asked_for(
    movie: Path, embed: Embed, *, embed_limit: int, is_inside: bool
) -> None:
    """Inside within the limit, always inside, or never."""
    source = shown(movie, embed, embed_limit=embed_limit).videos()[0]["src"] or ""

    assert source.startswith("data:video/mp4;base64,") == is_inside


def test_a_poster_is_a_picture_that_leads_to_the_file(
    movie: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a player there is still the picture, and a way to the clip."""
    monkeypatch.chdir(movie.parent)

    tags = shown(movie, "poster", embed_limit=ROOMY)

    assert tags.videos() == []
    assert [dict(a)["href"] for t, a in tags.found if t == "a"] == ["clip.mp4"] * 2
    assert [t for t, _ in tags.found].count("img") == 1


@pytest.mark.parametrize("embed", MODES)
def test_a_clip_keeps_to_its_own_way(movie: Path, embed: Embed) -> None:
    """A clip that shows itself does so as it was told."""
    output = Clip(movie, embed=embed, embed_limit=ROOMY)._repr_mimebundle_()

    assert output == bundle([Clip(movie)], embed=embed, embed_limit=ROOMY)


def test_there_are_four_ways() -> None:
    """Each of them is taken as it is."""
    assert [check_embed(mode) for mode in MODES] == [
        *("auto", "always", "link", "poster")
    ]


def test_another_way_is_refused(movie: Path) -> None:
    """A mistyped way is told with those that there are."""
    with pytest.raises(ConfigError, match=r"'never'; it can be one of 'auto', "):
        Clip(movie, embed="never")  # type: ignore[arg-type]


@pytest.mark.parametrize("embed", MODES)
def test_a_clip_says_what_it_adds(tmp_path: Path, movie: Path, embed: Embed) -> None:
    """What stands under a clip is what the saved notebook grew by."""
    output = bundle([Clip(movie)], embed=embed, embed_limit=ROOMY)

    grown = growth(tmp_path / "clip.ipynb", output)

    assert said(output["text/html"]) == pytest.approx(grown, abs=DIGITS)


@pytest.mark.parametrize("embed", MODES)
def test_several_clips_share_what_they_add(
    tmp_path: Path, make_movie: MakeMovie, embed: Embed
) -> None:
    """The sentences of all clips add up to the output, their recipes included."""
    clips = [Clip(make_movie(f"{n}.mp4", size=(320, 240))) for n in range(3)]
    recipes = {"recipes": [{"prompt": "고양이 \n", "number": n} for n in range(3)]}
    output = bundle(clips, embed=embed, embed_limit=ROOMY, metadata=recipes)

    grown = growth(tmp_path / "clips.ipynb", output, **recipes)

    assert said(output["text/html"]) == pytest.approx(grown, abs=3 * DIGITS)


def test_the_sentence_is_in_words(movie: Path) -> None:
    """Bytes are said in the unit that people use."""
    page = bundle([Clip(movie)], embed_limit=ROOMY)["text/html"]

    words = re.sub(r"<[^>]*>", "", page.removesuffix(player_script()))
    assert re.search(r" · adds \d+ kB to the notebook$", words)


def test_the_embedded_bytes_are_the_file_s(movie: Path) -> None:
    """The marker carries the fingerprint of the very bytes."""
    clip = Clip(movie)

    video = shown(movie, "always", embed_limit=0).videos()[0]

    data = base64.b64decode((video["src"] or "").partition(",")[2])
    assert (data, video["data-kling-sha256"]) == (movie.read_bytes(), clip.sha256)


def test_a_changed_file_has_another_fingerprint(movie: Path) -> None:
    """A fingerprint is not remembered longer than it holds."""
    clip = Clip(movie)
    before = clip.sha256
    movie.write_bytes(movie.read_bytes() + b"\0\0\0\x08free")

    assert clip.sha256 != before


def test_a_clip_stands_still_until_asked(movie: Path) -> None:
    """It has controls and loops silently, and nothing starts by itself."""
    video = shown(movie, "auto", embed_limit=ROOMY).videos()[0]

    assert {"controls", "loop", "muted", "playsinline"} <= set(video)
    assert "autoplay" not in video


@pytest.mark.parametrize("embed", MODES)
def test_saved_output_is_markup_and_one_constant(movie: Path, embed: Embed) -> None:
    """No word from outside is in its only script, which is the player's."""
    clip = Clip(movie, caption="</script><script>alert(1)</script>", embed=embed)

    page = clip._repr_mimebundle_()["text/html"]

    script = player_script() if embed != "poster" else ""
    tags = Tags(page.removesuffix(script))
    names = {name for _, attributes in tags.found for name in attributes}
    assert page.endswith(script)
    assert not {tag for tag, _ in tags.found} & {"script", "iframe", "style"}
    assert not {name for name in names if name.startswith("on")}


def test_the_player_cannot_end_its_own_element() -> None:
    """Nothing in it would be taken for the end of a script, or for a comment."""
    code = player_script().removeprefix("<script>").removesuffix("</script>")

    assert [bad for bad in ("</", "<!--", "//", "/*", "\n") if bad in code] == []


def test_a_price_is_no_formula(movie: Path) -> None:
    """Dollar signs in a prompt are not typeset, by any version of MathJax."""
    _, row = shown(movie, "auto", embed_limit=0).found[0]

    classes = (row["class"] or "").split()
    assert {"mathjax_ignore", "tex2jax_ignore"} <= set(classes)


def test_the_page_is_one_line(movie: Path) -> None:
    """A caption of several lines does not split the page when it is saved."""
    clip = Clip(movie, caption="first\nsecond\r\n\u2028third\x1b[31m")

    page = bundle([clip], embed_limit=0)["text/html"]

    assert page.splitlines() == [page]
    assert "first second third[31m" in page


@pytest.mark.parametrize("embed", ["auto", "always", "link"])
def test_sound_gets_a_word_for_vs_code(make_movie: MakeMovie, embed: Embed) -> None:
    """There the sound of a clip is not played, and nothing else says so."""
    clip = Clip(make_movie(sound=True))

    page = bundle([clip], embed=embed, embed_limit=ROOMY)["text/html"]

    assert "VS Code plays it without its sound" in page


def test_a_silent_clip_needs_no_word(movie: Path) -> None:
    """Nothing is missing where there is no sound."""
    assert "VS Code" not in json.dumps(bundle([Clip(movie)], embed_limit=ROOMY))


def test_the_file_can_be_fetched(movie: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name of the file under a clip is a link to save it."""
    monkeypatch.chdir(movie.parent)

    tags = shown(movie, "auto", embed_limit=ROOMY)

    assert ("a", {"href": "clip.mp4", "download": None}) in tags.found


def test_a_file_that_went_meanwhile_is_told(movie: Path) -> None:
    """What was read before does not hide that the file has gone."""
    clip = Clip(movie)
    bundle([clip], embed_limit=0)
    movie.unlink()

    page = bundle([clip], embed_limit=0)["text/html"]

    assert "no longer at" in page
