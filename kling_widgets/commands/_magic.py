"""`%%kling`: a clip from a cell that holds nothing but the prompt."""

from __future__ import annotations

import argparse
import shlex
import sys
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, Final, NoReturn

from ..errors import InputError
from ._fields import add_fields, fields_of
from ._follow import follow
from ._words import line

if TYPE_CHECKING:
    from ..clips import Clip
    from ..jobs import Job, JobSnapshot

NAME: Final = "kling"


def load_ipython_extension(shell: Any) -> None:
    """Add `%%kling` to a notebook: called by `%load_ext kling_widgets`."""

    def kling(words: str, prompt: str) -> Job | Clip:
        """Make a clip of a picture: the cell is the prompt.

        %%kling cat.png --duration 10 --model_name kling-v2-6
        the cat yawns

        The picture is a path, an https URL, or the name of a variable. Options have
        the API's names. `--wait` holds the cell until the clip is here and prints a
        line for each step; `--name NAME` keeps the job, or the clip that was waited
        for, in that variable.
        """
        return run(shell, words, prompt)

    shell.register_magic_function(kling, magic_kind="cell", magic_name=NAME)


def run(shell: Any, words: str, prompt: str) -> Job | Clip:
    """Start what a cell asks for, and wait for it if it says so.

    Raises:
        InputError: Something cannot be sent. Nothing was sent, nothing charged.
        KlingError: It was waited for, and ended without a clip.
    """
    from ..widgets import generate

    variables = shell.user_ns
    options = _read(words)
    picture = variables.get(options.image, options.image)
    job = generate(picture, prompt.strip(), **fields_of(options, variables))
    made = follow(job, _Lines()) if options.wait else job
    if options.name:
        shell.push({options.name: made})
    return made


class _Lines:
    """A plain line for each step: it reads well in a log, too."""

    def step(self, snapshot: JobSnapshot) -> None:
        sys.stdout.write(f"{line(snapshot)}\n")
        sys.stdout.flush()

    def tick(self, snapshot: JobSnapshot) -> None:
        """Say nothing: nothing has changed."""


class _Parser(argparse.ArgumentParser):
    """Refuses with an error of ours: argparse would end the kernel."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"%%{NAME}: {message}. `%%{NAME}?` tells what it takes.")


def _read(words: str) -> argparse.Namespace:
    parser = _Parser(prog=f"%%{NAME}", add_help=False)
    parser.add_argument("image")
    add_fields(parser)
    parser.add_argument("--wait", action="store_true")
    parser.add_argument("--name", type=_variable)
    return parser.parse_args(_split(words))


def _split(words: str) -> list[str]:
    try:
        return shlex.split(words)
    except ValueError as exc:
        raise InputError(f"%%{NAME}: {exc}: {words.strip()[:60]!r}.") from None


def _variable(text: str) -> Any:
    # A word of Python's could not be written, and `__builtins__` had better stay.
    if not text.isidentifier() or iskeyword(text) or text.startswith("__"):
        raise argparse.ArgumentTypeError(f"{text!r} is no name for a variable")
    return text
