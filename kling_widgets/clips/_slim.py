"""Moving the clips of a saved notebook out to files, and back in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import InputError
from ._markup import KEPT, MARK
from ._notebook_text import with_pages
from ._path import path_of
from ._saved_clip import moved_in, moved_out
from ._write import explained, replacing

if TYPE_CHECKING:
    import re
    from os import PathLike
    from pathlib import Path


def slim(notebook_path: str | PathLike[str], *, restore: bool = False) -> int:
    """Move the clips in a saved notebook out to files beside it, and link them.

    They go into the folder `kling_clips`, unless they are there already. Nothing
    but our own outputs is touched. Close the notebook first: a page that still
    shows it would save its own state over this. A notebook that was changed from
    outside has to be trusted again before Jupyter shows its widgets.

    Args:
        notebook_path: the .ipynb file.
        restore: the other way, so that one file holds all: put every linked clip
            that can be found, and is still the same, into the notebook.

    Returns:
        How many bytes smaller the notebook is now; less than 0 when restored.

    Raises:
        InputError: there is no such notebook, or it cannot be read.
        ConfigError: the notebook or the folder cannot be written.
    """
    notebook = path_of(notebook_path, "notebook_path")
    text = _read(notebook)
    move = moved_in if restore else moved_out

    def figure(found: re.Match[str]) -> str:
        return move(found, notebook.absolute().parent)

    try:
        slimmed = with_pages(text, MARK, lambda page: KEPT.sub(figure, page))
    except ValueError as exc:
        raise InputError(
            f"{notebook.name!r} is no notebook: its JSON cannot be read.",
            field="notebook_path",
        ) from exc
    return _write(notebook, text, slimmed)


def _read(notebook: Path) -> str:
    try:
        return notebook.read_bytes().decode("utf-8")
    except OSError as exc:
        reason = exc.strerror or exc
        raise InputError(
            f"The notebook {str(notebook)!r} cannot be read: {reason}.",
            field="notebook_path",
        ) from exc
    except UnicodeDecodeError as exc:
        raise InputError(
            f"{notebook.name!r} is no notebook: it is not text in UTF-8.",
            field="notebook_path",
        ) from exc


def _write(notebook: Path, before: str, after: str) -> int:
    if after == before:
        return 0
    old, new = before.encode(), after.encode()
    with (
        explained(f"The notebook {str(notebook)!r} cannot be written"),
        replacing(notebook) as part,
    ):
        part.write_bytes(new)
    return len(old) - len(new)
