"""The motion brush as a part of the panel's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import ipywidgets

from ...api import DynamicMask, Point
from ..view import Line
from ._brush import Brush

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...images import EncodedImage

STAND_IN: Final = "https://example.com/picture.png"
"""For a picture whose own limits were seen to when it was chosen."""
LINK: Final = (
    "A link is fetched by Kling, not from here, so it cannot be painted on. "
    "Choose the file instead."
)


class BrushField(ipywidgets.VBox):
    """The brush on the panel's picture, with a line that says what becomes of it."""

    def __init__(self) -> None:
        self.name = "motion_brush"
        self.brush = Brush()
        self._line = Line()
        self._reason = ""
        self._hint = ""
        super().__init__((self._line, self.brush))
        self.add_class("kling-field")

    @property
    def fields(self) -> dict[str, Any]:
        """What goes into the request; nothing where the model has no brush.

        Raises:
            InputError: An area has no path, or a path has no area.
        """
        if self._reason:
            return {}
        given = self.brush.request_fields()
        return {name: value for name, value in given.items() if value}

    @property
    def outline(self) -> dict[str, Any]:
        """`fields`, each mask as a link: what the rules see, and quickly."""
        if self._reason:
            return {}
        groups = tuple(
            DynamicMask(mask=STAND_IN, trajectories=tuple(Point(x, y) for x, y in path))
            for path in self.brush.painting.paths.values()
            if len(path) > 1
        )
        frozen = STAND_IN if self.brush.static_mask.any() else None
        given = {"static_mask": frozen, "dynamic_masks": groups}
        return {name: value for name, value in given.items() if value}

    @property
    def disabled(self) -> bool:
        """Whether what is painted is not sent."""
        return bool(self._reason)

    @property
    def is_painted(self) -> bool:
        """Whether there is anything to send."""
        return bool(self.brush.static_mask.any() or self.brush.dynamic_masks)

    @property
    def is_faulty(self) -> bool:
        """Whether an error is shown."""
        return self._line.is_error

    def put_under(self, image: EncodedImage | None) -> None:
        """Paint on this picture from now on; the same one keeps its painting."""
        if image is not None and not image.data:
            self._hint, image = LINK, None
        else:
            self._hint = ""
        if image is not self.brush.image:
            self.brush.image = image
        self.hint("")

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call *callback* after every change of the painting."""
        self.brush.on_change(callback)

    def disable(self, reason: str) -> None:
        """Say why the painting is not sent; an empty reason sends it."""
        if reason != self._reason:
            self._reason = reason
            self.hint("")

    def hint(self, text: str) -> None:
        """Say something helpful, which takes an error back."""
        self._line.say(text or self._hint or self._reason)

    def complain(self, sentence: str) -> None:
        """Say what is wrong with the painting."""
        self._line.complain(sentence)

    def ask_for_focus(self) -> None:
        """Put the keyboard here."""
        self.brush.ask_for_focus()
