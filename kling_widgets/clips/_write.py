"""Writing a file: under its name there is always a whole one, or a sentence says why."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..errors import ConfigError
from ._writer import writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new, empty file beside `path` that takes its place once it is written.

    If the block fails, `path` is what it was. The new file's name and its lock tell who
    writes it, so that what a killed process left can be known and removed.
    """
    mark = f"{os.getpid()}.{secrets.token_hex(4)}"
    part = path.with_name(f".{path.name[:200]}.{mark}.part")
    with writing(part):
        try:
            yield part
            _finish(part, path)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def explained(what: str) -> Iterator[None]:
    """Say what could not be done, and the disk's own reason.

    Raises:
        ConfigError: the disk refused something in the block.
    """
    try:
        yield
    except OSError as exc:
        raise ConfigError(f"{what}: {exc.strerror or exc}.") from exc


def _finish(part: Path, path: Path) -> None:
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    if path.exists():
        shutil.copymode(path, part)
    part.replace(path)
