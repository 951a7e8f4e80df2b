"""What the command reads from and writes to, whatever its caller left of it."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MODES: Final = {"stdin": "r", "stdout": "w", "stderr": "w"}


class NotWritable(Exception):
    """What the command has to tell cannot be written."""


def open_streams() -> None:
    """Give what was closed a place to go, and write what the locale cannot as `?`.

    A file that is opened later would else become standard output, and be written into.
    """
    for name, mode in MODES.items():
        if getattr(sys, name) is None:
            nothing = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - it stays
            setattr(sys, name, nothing)
    reconfigure = getattr(sys.stdout, "reconfigure", None)  # a notebook's has none
    if reconfigure is not None:
        reconfigure(errors="replace")


@contextmanager
def told() -> Iterator[None]:
    """Turn what a full disk says into a sentence. That nobody reads on is no error.

    Raises:
        NotWritable: naming the reason.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
    else:
        return
    raise NotWritable(
        f"Standard output cannot be written ({reason}). "
        "`kling-widgets jobs` lists what was started."
    )
