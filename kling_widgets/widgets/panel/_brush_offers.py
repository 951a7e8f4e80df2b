"""What a painting is worth on a model without a brush: an end frame, or words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ipywidgets import Button, HBox, VBox

from ...errors import InputError
from ..view import Latest, Line, without_name
from . import _sentences as sentences
from ._choices import modes_with_tail, no_tail
from ._motion_request import motion_request
from ._thumbnail import Thumbnail

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ...images import EncodedImage
    from ..view import Wanted
    from ._form import Form

PREVIEW_SIDE: Final = 320
"""Pixels of the long side of the end frame as it is shown before."""


class BrushOffers(VBox):
    """Two buttons, each with what it would do.

    Args:
        form: The panel's fields, of which they fill one.
    """

    def __init__(self, form: Form) -> None:
        self._form = form
        self._latest = Latest()
        self._frame: tuple[object, EncodedImage] | None = None
        self._said = ""
        self.end_frame = Button(description="Use as end frame")
        self.words = Button(description="Put into words")
        self.shown = Thumbnail("The end frame")
        self.sentence = Line()
        self.about = Line()
        self.end_frame.on_click(lambda _button: self._try(self._use_as_end_frame))
        self.words.on_click(lambda _button: self._try(self._put_into_words))
        frame = VBox((HBox((self.end_frame, self.about)), self.shown))
        words = HBox((self.words, self.sentence))
        super().__init__((frame, words))
        self.add_class("kling-offers")
        for row in (words, frame.children[0]):
            row.add_class("kling-offer")
        self._show(is_wanted=False)

    def refresh(self) -> None:
        """Bring the offers to what is painted now."""
        wanted = self._form.brush.disabled and self._form.brush.is_painted
        self._show(is_wanted=wanted)
        if not wanted:
            return
        sentence = self._form.brush.brush.in_words(self._form.prompt.value)
        self.words.disabled = not sentence
        self.sentence.say(sentences.quoted(sentence) or sentences.NOTHING_MOVES)
        self.about.say(self._about_end_frame())
        self.end_frame.disabled = not self._modes
        if self._modes:
            self._latest.ask(self._draw)

    def close(self) -> None:
        """Leave the page, and stop drawing."""
        self._latest.stop()
        super().close()

    @property
    def _modes(self) -> tuple[str | None, ...]:
        return modes_with_tail(self._form.chosen, self._form.duration.value)

    def _about_end_frame(self) -> str:
        form = self._form
        if not self._modes:
            return no_tail(form.chosen, form.mode.value, form.duration.value)
        if form.mode.value in self._modes:
            return sentences.END_FRAME
        return f"{sentences.END_FRAME} {sentences.in_mode(self._modes[0])}"

    def _show(self, *, is_wanted: bool) -> None:
        self.layout.display = None if is_wanted else "none"

    def _key(self) -> object:
        return self._form.brush.brush.revision, self._form.prompt.value

    def _draw(self, wanted: Wanted) -> None:
        """Show the end frame small; runs beside the panel."""
        from ...images import thumbnail

        try:
            small = thumbnail(self._end_frame(), PREVIEW_SIDE)
        except InputError as error:
            small = b""
            self.about.say(without_name(error.message, error.field or ""))
        if wanted():
            self.shown.show(small)

    def _end_frame(self) -> EncodedImage:
        from ...animatic import end_frame
        from ...images import prepare

        key = self._key()
        kept = self._frame
        if kept is None or kept[0] != key:
            frame = prepare(end_frame(self._request()), field="image_tail")
            kept = self._frame = key, frame
        return kept[1]

    def _request(self) -> Mapping[str, Any]:
        form = self._form
        return motion_request(form.brush.brush, form.prompt.value, form.duration.value)

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except InputError as error:
            self._form.complain(error.field, error.message)

    def _use_as_end_frame(self) -> None:
        frame = self._end_frame()
        if self._form.mode.value not in self._modes:
            self._form.mode.fill(self._modes[0])
        self._form.image_tail.fill(frame, title=sentences.END_FRAME_TITLE)

    def _put_into_words(self) -> None:
        prompt = self._form.prompt
        rest = (prompt.value or "").replace(self._said, "").strip()
        self._said = self._form.brush.brush.in_words(rest)
        prompt.fill(f"{rest} {self._said}".strip())
