"""A panel's fields from a clip, and what of its request the panel cannot hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...clips import from_clip

if TYPE_CHECKING:
    from collections.abc import Collection
    from os import PathLike


def refill(
    path: str | PathLike[str], names: Collection[str]
) -> tuple[dict[str, Any], str]:
    """Return the values for the fields of those names, and a sentence on the rest.

    Raises:
        InputError: There is no recipe, or it cannot be read.
        DownloadError: There is no such clip.
    """
    kept = from_clip(path)
    known = {**kept.fields, **kept.files}  # a file shows its name in the panel
    sentences = (kept.problem, left_out(kept.fields, names))
    values = {name: value for name, value in known.items() if name in names}
    return values, " ".join(filter(None, sentences))


def left_out(fields: Collection[str], names: Collection[str]) -> str:
    """Return a sentence on the fields that the panel does not have."""
    others = sorted(set(fields) - set(names))
    if not others:
        return ""
    return (
        f"This panel has no field for {', '.join(others)}; pass "
        "`kling.from_clip(...).fields` to `kling.generate` to send all of it."
    )
