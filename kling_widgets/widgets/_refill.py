"""A panel's fields from a clip, and what of its request the panel cannot hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..clips import from_clip

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
    left_out = sorted(set(kept.fields) - set(names))
    sentences = [kept.problem]
    if left_out:
        sentences.append(
            f"This panel has no field for {', '.join(left_out)}; pass "
            "`kling.from_clip(...).fields` to `kling.generate` to send all of it."
        )
    values = {name: value for name, value in known.items() if name in names}
    return values, " ".join(filter(None, sentences))
