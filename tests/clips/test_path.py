"""Paths that no file can have, at each door that takes the path of a clip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets import Clip, from_clip, join, slim
from kling_widgets.clips import read_recipe
from kling_widgets.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DOORS: dict[str, tuple[Callable[[Any], object], str]] = {
    "Clip": (Clip, "path"),
    "from_clip": (from_clip, "path"),
    "read_recipe": (read_recipe, "path"),
    "slim": (slim, "notebook_path"),
    "join from": (lambda path: join([path], "all.mp4"), "clips"),
    "join to": (lambda path: join(["one.mp4"], path), "path"),
}
REFUSED = [
    (7, "int is no path; pass a text or a Path."),
    (None, "NoneType is no path; pass a text or a Path."),
    (b"cat.mp4", "bytes is no path; pass a text or a Path."),
    ("c\0at.mp4", "'cat.mp4' has a character that no path can have."),
    ("\ud800.mp4", "'.mp4' has a character that no path can have."),
    ("~nobody-here/cat.mp4", "begins with the home folder of nobody here."),
    ("c" * 5_000, f"'{'c' * 80}…' is longer than a file's name can be."),
]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("path", "sentence"), REFUSED)
def test_what_is_no_path(door: str, path: object, sentence: str) -> None:
    """It is refused by name, in a sentence, and never by Python's own error."""
    take, name = DOORS[door]

    with pytest.raises(InputError) as refused:
        take(path)

    assert refused.value.message.startswith(f"{name}: ")
    assert refused.value.message.endswith(sentence)
    assert refused.value.field == name


def test_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`~` is the home folder, as everywhere."""
    monkeypatch.setenv("HOME", str(tmp_path))

    assert Clip("~/cat.mp4").path == tmp_path / "cat.mp4"
