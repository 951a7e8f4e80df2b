"""Some clips as a folder to hand on: copies, and one page that needs no server."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import ConfigError, DownloadError, InputError
from ._clip import Clip
from ._export_page import figure_of, page_of
from ._say import file_safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One clip on the page."""

    path: Path
    title: str
    """What it shows, for example its prompt."""
    facts: str
    """Model, length, day and the like."""


def export_page(exhibits: Sequence[Exhibit], folder: Path) -> Path:
    """Copy the clips into a new folder, with a page that shows them.

    The folder is there when it is whole, and not before. A clip that has gone is left
    out, unless all have.

    Args:
        exhibits: the clips, in the order they are shown.
        folder: where to; it must not exist yet.

    Returns:
        The page.

    Raises:
        InputError: none of the clips is there, or the folder is there already.
        ConfigError: the folder cannot be written.
    """
    if folder.exists():
        raise InputError(
            f"{str(folder)!r} exists already; name another folder.", field="folder"
        )
    part = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.part")
    try:
        _write(exhibits, part)
        part.replace(folder)
    except OSError as exc:
        raise ConfigError(
            f"The clips could not be exported to {str(folder)!r}: "
            f"{exc.strerror or exc}."
        ) from exc
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return folder / "index.html"


def free_folder(wanted: Path) -> Path:
    """The folder, or one with a number behind its name, that is not there yet."""
    number, folder = 1, wanted
    while folder.exists():
        number += 1
        folder = wanted.with_name(f"{wanted.name}-{number}")
    return folder


def _write(exhibits: Sequence[Exhibit], folder: Path) -> None:
    folder.mkdir(parents=True)
    figures = list(_figures(exhibits, folder))
    if not figures:
        raise InputError(
            "None of these clips is on this disk, so there is nothing to export.",
            field="exhibits",
        )
    (folder / "index.html").write_text(page_of(figures), "utf-8")


def _figures(exhibits: Sequence[Exhibit], folder: Path) -> Iterator[str]:
    for number, exhibit in enumerate(exhibits, 1):
        clip = Clip(exhibit.path)
        try:
            info, poster = clip.info, clip.poster()
        except DownloadError:
            continue
        stem = f"{number:03}-{file_safe(clip.path.stem)[:80] or 'clip'}"
        shutil.copyfile(clip.path, folder / f"{stem}.mp4")
        (folder / f"{stem}.jpg").write_bytes(poster)
        yield figure_of(stem, exhibit.title, exhibit.facts, info)
