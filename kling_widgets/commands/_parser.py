"""What can be typed after `kling-widgets`."""

from __future__ import annotations

import argparse
import re
from typing import Final

from .._version import __version__
from ..jobs import JobState
from ._fields import add_fields

EPILOG: Final = """\
Without COMETAPI_KEY a built-in simulator answers, for free.
At a terminal you see a line of progress; in a pipe you get JSON, one object a line.
Ends with 0, or 1: no clip came of it, 2: something to mend in the command or the
settings, 130: interrupted (a task that was sent goes on).
"""


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command."""
    parser = argparse.ArgumentParser(
        prog="kling-widgets",
        description="Turn a picture into a clip with Kling's image-to-video API.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_request(commands.add_parser("generate", help="make a clip and wait for it"))
    _add_request(commands.add_parser("preview", help="sketch the motion, free, here"))
    _add_jobs(commands.add_parser("jobs", help="list everything ever started here"))
    about = "wait for what an earlier process left; nothing is sent again"
    _add_json(commands.add_parser("resume", help=about))
    _add_json(commands.add_parser("doctor", help="look at key, journal, disk, clock"))
    about = "serve the simulator on a port; see kling-widgets simulator --help"
    commands.add_parser("simulator", add_help=False, help=about)
    return parser


def _add_request(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("image", help="the picture: a path, an https URL, data: text")
    parser.add_argument("prompt", nargs="?", help="what happens in the clip")
    add_fields(parser)
    parser.add_argument("--output", metavar="FOLDER", help="where the clip goes")
    _add_json(parser)


def _add_jobs(parser: argparse.ArgumentParser) -> None:
    states = [state.value for state in JobState]
    parser.add_argument("--state", choices=states, help="only those that stand so")
    parser.add_argument("--limit", type=_count, help="at most so many, newest first")
    _add_json(parser)


def _add_json(parser: argparse.ArgumentParser) -> None:
    about = "JSON at a terminal, too"
    parser.add_argument("--json", action="store_true", help=about)


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < 1:
        raise argparse.ArgumentTypeError(
            f"{text[:40]!r}: ask for at least 1, in up to nine digits"
        )
    return int(text)
