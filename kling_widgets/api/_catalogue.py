"""The catalogue in use: ours from one dated file, or the user's own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ._catalogue_file import load_catalogue

if TYPE_CHECKING:
    from ._model import Catalogue, Model


@cache
def builtin_catalogue() -> Catalogue:
    """Return the catalogue that ships with the package."""
    return load_catalogue()


class _Current:
    """The catalogue in use: one per process, as models are facts, not settings."""

    chosen: Catalogue | None = None


def catalogue() -> Catalogue:
    """Return the catalogue that requests are checked against."""
    return _Current.chosen or builtin_catalogue()


def use_catalogue(chosen: Catalogue | None) -> None:
    """Check requests against this catalogue from now on; None: the built-in one."""
    _Current.chosen = chosen


def model(name: str) -> Model | None:
    """Return a model by its name, or None if it is not known."""
    return catalogue().model(name)
