"""A request as a cell to run: what it prints makes the identical request."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...clips import RecipeInput, keep_inputs

if TYPE_CHECKING:
    from collections.abc import Mapping

CELL: Final = """\
import kling_widgets as kling

job = kling.generate(
{arguments}
)
"""
SINGLE: Final = ("image", "image_tail", "static_mask")


def code_of(wire: Mapping[str, Any], folder: Path) -> str:
    """Return the request as Python, its pictures kept in *folder* and named there.

    Args:
        wire: The request's JSON, as it would be sent.
        folder: Where clips are saved; pictures go into its folder of inputs.

    Raises:
        InputError: A picture in it is neither a link nor a PNG or JPEG.
        ConfigError: The pictures cannot be kept there.
    """
    keep_inputs(wire, folder)
    given = {n: _named(n, v, folder) if n in SINGLE else v for n, v in wire.items()}
    if "dynamic_masks" in given:
        given["dynamic_masks"] = [
            {**group, "mask": _named(f"dynamic_masks[{n}].mask", group["mask"], folder)}
            for n, group in enumerate(given["dynamic_masks"])
        ]
    first = given.pop("image")
    rest = [f"{name}={value!r}" for name, value in given.items()]
    return CELL.format(arguments="\n".join(f"    {a}," for a in (repr(first), *rest)))


def _named(field: str, text: str, folder: Path) -> str:
    """Where the picture is: its link, or its file as seen from the notebook."""
    kept = RecipeInput.of(field, text)
    if kept.url is not None:
        return text
    path = (folder / "inputs" / kept.file_name).absolute()
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
