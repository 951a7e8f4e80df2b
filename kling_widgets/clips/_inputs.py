"""The pictures of requests, kept beside the clips that were made of them.

Each file is named by its own fingerprint. So one picture is kept once, however many
clips it went into, and a recipe can only ever lead to the picture that it means.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from .. import _crash
from ._pictures import pictures
from ._recipe_input import RecipeInput, picture_bytes
from ._write import explained, replacing
from ._writer import remove_left_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FOLDER: Final = "inputs"


def keep_inputs(request: Mapping[str, Any], folder: Path) -> tuple[Path, ...]:
    """Keep the pictures of a request in the folder of its clip; links are not fetched.

    Raises:
        InputError: a picture is neither a link nor a PNG or JPEG.
        ConfigError: the folder cannot be written.
    """
    kept = []
    for field, text in pictures(request):
        item = RecipeInput.of(field, text)
        if item.url is None:
            kept.append(_keep(item, picture_bytes(field, text), folder))
    return tuple(kept)


def copy_inputs(inputs: Iterable[RecipeInput], old: Path, new: Path) -> None:
    """Keep pictures in another folder, too, as far as they are still in the old one.

    Raises:
        ConfigError: the folder cannot be written.
    """
    for item in inputs:
        kept = find_input(item, old)
        if kept is not None:
            _keep(item, kept.read_bytes(), new)


def tidy_inputs(folder: Path) -> None:
    """Remove what killed processes left half written among the pictures of a folder."""
    remove_left_parts(folder / FOLDER)


def find_input(item: RecipeInput, folder: Path) -> Path | None:
    """Where a picture is kept, if it is there and still the same."""
    path = folder / FOLDER / item.file_name
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
    return path if digest == item.sha256 else None


def _keep(item: RecipeInput, data: bytes, folder: Path) -> Path:
    path = folder / FOLDER / item.file_name
    if find_input(item, folder):
        return path
    place = str(path.parent)
    with explained(f"The picture of {item.field} could not be kept in {place!r}"):
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as part:
            part.write_bytes(data)
            _crash.at("input_written")
    return path
