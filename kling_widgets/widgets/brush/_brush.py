"""The motion brush: paint what stays still and what moves, and where to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...errors import InputError
from ._page import PaintedView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    from ...api import DynamicMask
    from ...images import EncodedImage
    from ._area import MovingArea


class Brush(PaintedView):
    """Paint on a picture what stays still, what moves, and where to.

        brush = kling.Brush("cat.png")
        brush                                    # paint
        kling.generate(brush.image, "the cat jumps", **brush.request_fields())

    A pixel belongs to one area: the one that was painted last. The painting lives
    in the kernel: shown again, in any cell or page, it is the same one.

    Args:
        image: What to paint on: anything that `kling.prepare` takes, but no link.
    """

    def __init__(self, image: Any = None) -> None:
        super().__init__()
        if image is not None:
            self.image = image

    def __repr__(self) -> str:
        width, height = self._painting.size
        areas = self._painting.areas()
        return f"<Brush {width}\N{MULTIPLICATION SIGN}{height}, moving areas: {len(areas)}>"

    @property
    def image(self) -> EncodedImage | None:
        """The picture. Another one of the same size keeps the painting."""
        return self._picture

    @image.setter
    def image(self, value: Any) -> None:
        self._place(None if value is None else _paintable(value))

    @property
    def static_mask(self) -> NDArray[np.bool_]:
        """True where the picture stays still: (height, width), a copy.

        Set it to an array (true/false, 0/1, or levels with white painted), a PIL
        image, a box (left, top, right, bottom), or None to free everything.
        """
        from ._painting import FROZEN

        return self._painting.mask(FROZEN)

    @static_mask.setter
    def static_mask(self, value: Any) -> None:
        from ._mask import to_mask

        self._ready("static_mask")
        mask = to_mask(value, self._painting.size, "static_mask")
        self._tell(self._painting.freeze(mask))

    @property
    def dynamic_masks(self) -> tuple[MovingArea, ...]:
        """The moving areas that are painted or have a path, in their order.

        Set it to at most six of `MovingArea`, whose points count from the top left, or
        to those of a request, `DynamicMask`, whose points count from the bottom left.
        """
        return tuple(self._painting.areas().values())

    @dynamic_masks.setter
    def dynamic_masks(self, value: Iterable[MovingArea | DynamicMask] | None) -> None:
        from ._areas import read_areas

        self._ready("dynamic_masks")
        areas = read_areas(value or (), self._painting.size)
        self._tell(self._painting.move(areas))

    def clear(self) -> None:
        """Take every area and path away. On the page it can be undone."""
        self._tell(self._painting.clear())

    def request_fields(self) -> dict[str, Any]:
        """Return `static_mask` and `dynamic_masks` as a request takes them.

        This is where y turns: here it counts from the top, at Kling from the bottom.

        Raises:
            InputError: An area has no path, or a path has no area.
        """
        from ._request import request_fields

        return request_fields(self._painting)

    def in_words(self, prompt: str | None = None) -> str:
        """Return what moves where in a sentence, for models that take no painting.

        Args:
            prompt: The language is the prompt's, English or Korean; without one
                the panel's.
        """
        from ._words import in_words

        return in_words(self._painting, prompt)

    def overlay(self, opacity: float = 0.5) -> Image:
        """Return the picture with the painting over it, for a report.

        Raises:
            InputError: There is no picture yet.
        """
        from ...images import open_wire
        from ._overlay import overlay

        return overlay(open_wire(self._ready("image").wire), self._painting, opacity)

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call *callback* after every change, from the page or from code."""
        self.observe(lambda _change: callback(), names=["revision"])

    def _ready(self, field: str) -> EncodedImage:
        if self._picture is not None:
            return self._picture
        raise InputError(
            f"{field}: there is no picture to paint on. Set brush.image first.",
            field=field,
        )


def _paintable(value: Any) -> EncodedImage:
    from ...images import prepare

    image = prepare(value)
    if image.data:
        return image
    raise InputError(
        "image: a link is not fetched here, so it cannot be painted on. "
        "Pass the file instead.",
        field="image",
    )
