"""A recipe on disk: inside the clip, and as a small file beside it.

The one inside goes wherever the clip goes; the one beside outlives programs that
cut a clip and drop its tags.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import DownloadError, KlingError
from ._file import gone
from ._path import path_of
from ._recipe import Recipe
from ._tags import read_tag, write_tag
from ._write import explained, replacing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager
    from os import PathLike


def write_beside(path: str | PathLike[str], recipe: Recipe) -> None:
    """Write the recipe beside the clip only.

    Raises:
        ConfigError: the folder cannot be written.
    """
    clip = Path(path)
    text = json.dumps(recipe.to_json(), ensure_ascii=False, indent=1) + "\n"
    with _explained(clip), replacing(sidecar_of(clip)) as part:
        part.write_text(text, "utf-8")


def write_into(path: str | PathLike[str], recipe: Recipe) -> None:
    """Write the recipe into the clip only, without coding anything anew.

    The clip's bytes change, its pictures and sound do not. If it fails, the clip is
    what it was.

    Raises:
        ConfigError: the folder cannot be written.
        DownloadError: the file is no MP4 that takes tags.
    """
    clip = Path(path)
    text = json.dumps(recipe.to_json(), ensure_ascii=False, separators=(",", ":"))
    with _explained(clip):
        write_tag(clip, text)


def _explained(clip: Path) -> AbstractContextManager[None]:
    return explained(f"The recipe of {clip.name!r} could not be written")


def read_recipe(path: str | PathLike[str]) -> Recipe | None:
    """The recipe of a clip: the one inside it, else the one beside it, else None.

    Raises:
        InputError: there is one, and it cannot be read.
        DownloadError: there is no such clip, nor a recipe where it was.
    """
    clip = path_of(path, "path")
    text = _inside(clip) or _beside(clip)
    if text:
        return Recipe.from_text(text)
    if clip.exists():
        return None
    raise gone(clip)


def recipe_metadata(paths: Iterable[str | PathLike[str]]) -> dict[str, Any]:
    """The recipes of some clips, as the metadata of the output that shows them."""
    recipes = [recipe.to_json() for path in paths if (recipe := _readable(path))]
    return {"kling_widgets": {"recipes": recipes}} if recipes else {}


def sidecar_of(clip: Path) -> Path:
    """Where the recipe of a clip is kept beside it."""
    return clip.with_name(f"{clip.name}.json")


def _inside(clip: Path) -> str | None:
    try:
        return read_tag(clip)
    except (DownloadError, OSError):
        return None


def _beside(clip: Path) -> str | None:
    try:
        return sidecar_of(clip).read_text("utf-8", "replace")
    except OSError:
        return None


def _readable(path: str | PathLike[str]) -> Recipe | None:
    try:
        return read_recipe(path)
    except KlingError:
        return None
