"""The catalogue in use: ours from one dated file, or the user's own."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ConfigError
from ._catalogue_file import load_catalogue
from ._model import Catalogue
from ._text import shown

if TYPE_CHECKING:
    from ._model import Model

VARIABLE = "KLING_WIDGETS_CATALOGUE"
"""An environment variable that names a file with what differs from ours."""


@cache
def builtin_catalogue() -> Catalogue:
    """Return the catalogue that ships with the package."""
    return load_catalogue()


@cache
def _catalogue_in(path: str, _version: float) -> Catalogue:
    return load_catalogue(path)


def _usual_catalogue() -> Catalogue:
    """Return ours, with the file that the environment names laid over it."""
    path = os.environ.get(VARIABLE, "").strip()
    return _catalogue_in(path, _changed(path)) if path else builtin_catalogue()


def _changed(path: str) -> float:
    """Return when a file was changed: models change while a kernel runs."""
    try:
        return Path(path).expanduser().stat().st_mtime
    except (OSError, RuntimeError):
        return 0.0  # reading it says what is wrong


class _Current:
    """The catalogue in use: one per process, as models are facts, not settings."""

    chosen: Catalogue | None = None


def catalogue() -> Catalogue:
    """Return the catalogue that requests are checked against."""
    return _Current.chosen or _usual_catalogue()


def use_catalogue(chosen: Catalogue | None) -> None:
    """Check requests against this catalogue from now on; None: the usual one.

    Raises:
        ConfigError: it is no catalogue; `load_catalogue` makes one.
    """
    if not isinstance(chosen, Catalogue | None):
        need = "use_catalogue: need what load_catalogue returns"
        raise ConfigError(f"{need}, got {shown(chosen)}.")
    _Current.chosen = chosen


def model(name: str) -> Model | None:
    """Return a model by its name, or None if it is not known."""
    return catalogue().model(name)
