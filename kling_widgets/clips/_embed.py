"""Where the video of a clip is kept: in the notebook, beside it, or only in its file."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final, Literal, get_args

from ..errors import ConfigError

Embed = Literal["auto", "always", "link", "poster"]
"""How clips are kept in a notebook.

    auto    inside while they fit into the limit, else linked beside it
    always  inside, whatever their length
    link    linked beside it; its still picture is inside
    poster  only the still picture, which leads to the file
"""

EMBED_BYTES: Final = 20_000_000
"""The most video that an output takes in, if nothing else was said."""


_chosen: tuple[Embed, int] = ("auto", EMBED_BYTES)


def use_embed(mode: Embed, limit: int) -> None:
    """Set what holds for every clip that was told nothing else."""
    global _chosen  # noqa: PLW0603 - the one place where the choice is kept
    _chosen = check_embed(mode), limit


def chosen_embed() -> tuple[Embed, int]:
    """The way and the limit in bytes that hold for a clip that was told nothing."""
    return _chosen


class Place(Enum):
    """Where one clip's video ends up."""

    INSIDE = auto()
    BESIDE = auto()
    NOWHERE = auto()


def check_embed(value: object) -> Embed:
    """The value, if it is one of the four.

    Raises:
        ConfigError: it is none of them.
    """
    # A class derived from `str` may compare, and write itself, as it likes.
    text = str.__str__(value) if isinstance(value, str) else None
    for mode in get_args(Embed):
        if text == mode:
            return mode  # type: ignore[no-any-return]
    seen = f"a {type(value).__name__}" if text is None else ascii(text[:80])
    allowed = ", ".join(repr(mode) for mode in get_args(Embed))
    raise ConfigError(f"embed is {seen}; it can be one of {allowed}.")


def place_of(length: int, embed: Embed, room: int) -> Place:
    """Where a video of so many bytes goes when there is still so much room."""
    if embed == "poster":
        return Place.NOWHERE
    is_inside = embed == "always" or (embed == "auto" and length <= room)
    return Place.INSIDE if is_inside else Place.BESIDE
