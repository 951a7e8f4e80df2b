"""A picture that the page offers: kept while it waits to be mended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ..view import TIMES

if TYPE_CHECKING:
    from ...images import EncodedImage
    from ._repacked import Repacked

WORDS: Final = {"enlarge": "Enlarge", "crop": "Crop", "pad": "Pad"}


@dataclass(frozen=True, slots=True)
class Offered:
    """What was chosen, dropped, pasted or named on the page."""

    value: Any = field(repr=False)
    title: str = ""
    was: Repacked | None = None
    """What the page made it from, if it is not what was chosen."""

    def prepared(self, name: str, mend: str | None = None) -> EncodedImage:
        """Return it as it will be sent.

        Args:
            name: The API's name of the parameter that it is for.
            mend: One of the ways that `ways` returns.

        Raises:
            InputError: It cannot be made fit to send.
        """
        from ...images import Mend, prepare

        way = None if mend is None else Mend(mend)
        image = prepare(self.value, field=name, mend=way)
        return self.was.noted(image) if self.was else image

    def ways(self) -> tuple[dict[str, str], ...]:
        """Return how its size could be mended: for code, and as a button says it."""
        from ...images import ways_to_mend

        return tuple(
            {"way": way.value, "label": f"{WORDS[way]} to {width}{TIMES}{height}"}
            for way, (width, height) in ways_to_mend(self.value)
        )
