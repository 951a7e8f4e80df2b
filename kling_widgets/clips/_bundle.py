"""Clips as a cell's output, which a saved notebook keeps.

Each clip is a `<video>` that waits for a click and shows its poster until then.
Text from outside is escaped, and the provider's link is never written: it expires.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .._language import language
from ..errors import DownloadError
from ._embed import check_embed
from ._figure import Frame, Showable, figure, place_name
from ._markup import ROW, in_base64
from ._player import player_script
from ._saved_bytes import output_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ._embed import Embed

SINGLE_SIDE: Final = 640
"""Pixels of the long side of one clip alone."""

SHARED_SIDE: Final = 400
"""The same where several clips share an output."""


def bundle(
    clips: Sequence[Showable],
    *,
    embed_limit: int,
    embed: Embed = "auto",
    metadata: Mapping[str, Any] | None = None,
) -> dict[str, str]:
    """One output for several clips, each as HTML, picture and text.

    Args:
        clips: in the order they were made; they are shown newest first.
        embed_limit: how many bytes of video the output may hold; what does not fit
            is linked relative to the current folder, which is the notebook's.
        embed: "auto" keeps to the limit, "always" does not; "link" puts no video
            in, and "poster" neither video nor player.
        metadata: what is saved with the output; its clips say that they add it, too.

    Raises:
        ConfigError: `embed` is none of these.
    """
    room, mode = embed_limit, check_embed(embed)
    newest_first = tuple(reversed(clips))
    side = SINGLE_SIDE if len(clips) == 1 else SHARED_SIDE
    script = "" if mode == "poster" else player_script()
    pictured, still = _still(newest_first)
    output = {
        "text/plain": "\n".join(map(_in_words, newest_first)),
        "text/html": _row("", script),
        **still,
    }
    around = output_bytes(output)
    each = (output_bytes(output, metadata) - around) // max(len(clips), 1)
    figures = []
    for clip in newest_first:
        besides = each + (around if clip is pictured else 0)
        shown = figure(clip, Frame(side, mode, room, besides))
        room -= shown.video_bytes
        figures.append(shown.html)
    page = _row("".join(figures), script)
    return {**output, "text/html": page}


def _row(figures: str, script: str) -> str:
    return ROW.format(figures=figures, script=script, lang=language())


def _in_words(clip: Showable) -> str:
    return f"Clip({place_name(clip)!r})"


def _still(clips: Sequence[Showable]) -> tuple[Showable | None, dict[str, str]]:
    """The first clip that can be read, and its picture for pages without HTML."""
    for clip in clips:
        try:
            return clip, {"image/png": in_base64(clip.poster_png())}
        except DownloadError:
            continue
    return None, {}
