"""What will be sent, before it is: one look, and one click for what can be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ipywidgets import Button, HBox, VBox

from ..view import Line
from . import _sentences as sentences
from ._thumbnail import Thumbnail

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...api import Finding
    from ._form import Form

ROWS: Final = 4
"""Findings that are shown at once; the others come up when these are mended."""
PICTURE: Final = "The picture as it will be sent"


class SendCard(HBox):
    """The panel's request on a card.

    Args:
        form: The panel's fields.
        price: What it costs, told by the panel.
    """

    def __init__(self, form: Form, price: Line) -> None:
        self._form = form
        self.picture = Thumbnail(PICTURE)
        self.verdict = Line()
        self.what = Line()
        self.rows = tuple(_Row(form) for _ in range(ROWS))
        self.left_out = Line()
        self.money = Line()
        lines = (self.verdict, self.what, *self.rows, self.left_out, price, self.money)
        text = VBox(lines)
        text.add_class("kling-send-text")
        super().__init__((self.picture, text))
        self.add_class("kling-send")

    def refresh(self, findings: Sequence[Finding]) -> None:
        """Show the request as it is now, with what was found in it."""
        image = self._form.image
        self.picture.show(image.thumbnail)
        asked = self._form.outline()
        faulty = {finding.field for finding in findings if finding.is_error}
        self.verdict.head(*sentences.verdict(asked, faulty))
        self.what.say(sentences.asked_for(asked, image.summary))
        self.left_out.say(sentences.left_out(self._form.left_out()))
        for place, row in enumerate(self.rows):
            row.show(findings[place] if place < len(findings) else None)


class _Row(HBox):
    """One finding, with a button that mends it where it can be mended."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._mend: Mapping[str, Any] = {}
        self.line = Line()
        self.button = Button()
        self.button.on_click(lambda _button: self._form.fill(self._mend))
        super().__init__((self.line, self.button))
        self.add_class("kling-offer")
        self.show(None)

    def show(self, finding: Finding | None) -> None:
        self.layout.display = None if finding else "none"
        if finding is None:
            return
        self._mend = self._form.mending(finding)
        self.line.say(sentences.found(finding))
        self.button.description = sentences.mend(self._mend)
        self.button.layout.display = None if self._mend else "none"
