"""A clip's request, put together again from its recipe and the pictures beside it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ._inputs import FOLDER, find_input
from ._path import path_of
from ._pictures import with_pictures
from ._recipe_file import read_recipe

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

    from ._recipe import Recipe
    from ._recipe_input import RecipeInput


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRequest:
    """What a clip was asked for with, as far as it is still here.

    The API has no seed: the same request makes a similar clip, not the same one.
    """

    recipe: Recipe

    fields: dict[str, Any]
    """What `ImageToVideoRequest` takes: the wire's JSON with its pictures, without
    `external_task_id` and `callback_url`, which belong to one run."""

    files: dict[str, Path]
    """Where each picture is kept, by its field."""

    missing: tuple[RecipeInput, ...]
    """The pictures that are no longer here; `fields` lacks them."""

    @property
    def problem(self) -> str:
        """What to do about missing pictures, in a sentence; empty if all are here."""
        if not self.missing:
            return ""
        names = ", ".join(item.field for item in self.missing)
        wanted = self.missing[0].file_name[:12]
        return (
            f"The recipe is here, but not the picture of {names} "
            f"({FOLDER}/{wanted}… beside the clip). Pass it again."
        )


def from_clip(path: str | PathLike[str]) -> KeptRequest:
    """Put together the request behind a clip.

    Raises:
        InputError: there is no recipe, or it cannot be read.
        DownloadError: there is no such clip.
    """
    clip = path_of(path, "path")
    recipe = read_recipe(clip)
    if recipe is None:
        raise InputError(
            f"There is no recipe in {clip.name!r} or beside it. Only clips that "
            "kling_widgets saved carry one.",
            field="recipe",
        )
    files = _files(recipe, clip.parent)
    texts = _links(recipe) | {field: _text(file) for field, file in files.items()}
    return KeptRequest(
        recipe=recipe,
        fields=with_pictures(recipe.request, texts),
        files=files,
        missing=tuple(item for item in recipe.inputs if item.field not in texts),
    )


def _files(recipe: Recipe, folder: Path) -> dict[str, Path]:
    found = ((item.field, find_input(item, folder)) for item in recipe.inputs)
    return {field: file for field, file in found if file}


def _links(recipe: Recipe) -> dict[str, str]:
    return {
        item.field: item.url for item in recipe.inputs if item.url and item.is_whole
    }


def _text(file: Path) -> str:
    return base64.b64encode(file.read_bytes()).decode("ascii")
