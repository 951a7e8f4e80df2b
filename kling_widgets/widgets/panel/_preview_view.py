"""The animatic in the panel: what would be sent, moving, before it is paid for."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from ipywidgets import Button, HBox, VBox, Video

from ...errors import InputError
from ..view import Latest, Line, without_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..view import Wanted

FAST_SECONDS: Final = 1.5
"""While a small animatic takes no longer, it follows changes without being asked."""
CAPTION: Final = "Animatic, free, not Kling."
FOLLOWS: Final = f"{CAPTION} It follows your changes."
DRAWING: Final = f"{CAPTION} Drawing it\N{HORIZONTAL ELLIPSIS}"
OUTDATED: Final = f"{CAPTION} The settings have changed; press Preview to see them."
FAILED: Final = "The animatic could not be drawn. The log has the details."


class _Unwanted(Exception):
    """Something else has been asked for in the meantime."""


class PreviewView(VBox):
    """The film of the request, and the button that asks for it.

    Args:
        wire: Gives the request as it would be sent; called beside the panel.
    """

    def __init__(self, wire: Callable[[], Mapping[str, Any]]) -> None:
        self._wire = wire
        self._latest = Latest()
        self._shown: Mapping[str, Any] | None = None
        self._took = 0.0
        self._is_open = False
        self.button = Button(
            description="Preview",
            tooltip="A free sketch of the motion, made on this machine",
        )
        self.hide = Button(description="Hide preview")
        self.caption = Line()
        self._video: Video | None = None
        self.button.on_click(lambda _button: self.ask())
        self.hide.on_click(lambda _button: self.fold())
        self._head = HBox((self.caption, self.hide))
        self._head.add_class("kling-offer")
        super().__init__((self._head,))
        self.add_class("kling-preview")
        self.fold()

    @property
    def film(self) -> bytes:
        """The MP4 that is shown, empty if none is."""
        return bytes(self._video.value) if self._video else b""

    def ask(self) -> None:
        """Draw the request as it is now, in full."""
        self._is_open = True
        self.layout.display = None
        self.caption.say(DRAWING)
        self._latest.ask(partial(self._draw, draft=False), at_once=True)

    def fold(self) -> None:
        """Show nothing, and draw nothing."""
        self._is_open = False
        self._shown = None
        self._latest.stop()
        self.layout.display = "none"
        self._show(b"")

    def follow(self) -> None:
        """Something has changed: draw it small, if that goes fast enough."""
        if not self._is_open:
            return
        if self._took > FAST_SECONDS:
            self.caption.say(OUTDATED)
        else:
            self._latest.ask(partial(self._draw, draft=True))

    def _show(self, movie: bytes) -> None:
        """Put the film on the page; no film is no player, and takes no memory."""
        if movie and self._video:
            self._video.value = movie
            return
        video = self._video
        self._video = (
            Video(value=movie, format="mp4", autoplay=True, loop=True)
            if movie
            else None
        )
        self.children = tuple(filter(None, (self._head, self._video)))
        if video:
            video.close()

    def close(self) -> None:
        """Leave the page, and let the film go."""
        self._latest.stop()
        super().close()

    def _draw(self, wanted: Wanted, *, draft: bool) -> None:
        try:
            self._draw_or_raise(wanted, draft=draft)
        except _Unwanted:
            return
        except InputError as error:
            self._tell(wanted, without_name(error.message, error.field or ""))
        except Exception:
            self._tell(wanted, FAILED)
            raise

    def _draw_or_raise(self, wanted: Wanted, *, draft: bool) -> None:
        from ...animatic import render

        def go_on(_done: int, _of: int) -> None:
            if not wanted():
                raise _Unwanted

        wire = self._wire()
        if draft and wire == self._shown:
            return
        start = time.monotonic()
        movie = render(wire, draft=draft, progress=go_on)
        if draft:
            self._took = time.monotonic() - start
        go_on(0, 0)
        self._shown = wire
        self._show(movie)
        self.caption.say(FOLLOWS)

    def _tell(self, wanted: Wanted, sentence: str) -> None:
        if wanted():
            self._shown = None
            self._show(b"")
            self.caption.say(sentence)
