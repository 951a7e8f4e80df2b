"""The brush's talk with the page: edits in, and out only what the page cannot know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

import traitlets

from ..view import MAX_MESSAGE_BYTES, View, is_text
from ._colours import PALETTE
from ._edit import MAX_PAGE, Edit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...images import EncodedImage
    from ._painting import Change, Painting

NO_SIZE: Final = (0, 0)
SHOWN_SIDES: Final = (3072, 2048, 1536, 1024)
"""Pixels of the long side; the first at which the picture fits into a message."""
MAX_PAGES: Final = 64
KEYS: Final = (
    "Arrow keys move a cursor over the picture, with Shift by one pixel. Space paints, "
    "or sets or takes a point; hold it to go on, or press Enter to start and to end. "
    "Escape gives up. Delete removes the chosen point. B, E, F, P and M take a tool, 0 "
    "the frozen area, 1 to 6 a moving one. [ and ] change the size, + and \N{MINUS SIGN} "
    "zoom. Ctrl+Z undoes, Ctrl+Y redoes."
)


class PaintedView(View):
    """A picture and a painting, shown by pages that send what is painted on them."""

    script_name: ClassVar[str] = "brush.js"
    style_names: ClassVar[tuple[str, ...]] = ("base.css", "brush.css")
    message_kinds: ClassVar[frozenset[str]] = frozenset({"hello", "edit"})
    said: ClassVar[frozenset[str]] = frozenset({"help"})

    palette = traitlets.Tuple(PALETTE).tag(sync=True)
    """Colour and ink of the frozen area and of each moving one. Constant."""
    help = traitlets.Unicode(KEYS).tag(sync=True)
    """What the keyboard can do. Constant."""

    revision = traitlets.Int(0)
    """Goes up with every change, from the page or from code. It stays in the kernel."""

    def __init__(self) -> None:
        self._painting = _empty(NO_SIZE)
        self._picture: EncodedImage | None = None
        self._epoch = 0
        """How often code, and not the page, has changed the painting."""
        self._pages: set[str] = set()
        super().__init__()

    def _place(self, image: EncodedImage | None) -> None:
        """Put a picture under the painting; one of another size takes a new one."""
        size = image.size if image and image.size else NO_SIZE
        self._picture = image
        if size != self._painting.size:
            self._painting = _empty(size)
        self._epoch += 1
        if self._pages:  # the others get it when they say hello
            self._show(_shown(image))
        self.revision += 1

    def _tell(self, change: Change) -> None:
        """Bring the pages to what code has changed; it can be undone there."""
        if not change:
            return
        self._epoch += 1
        self._send_change(change, undoable=True)
        self.revision += 1

    @property
    def painting(self) -> Painting:
        """What is painted now. It is another object once the picture's size changes."""
        return self._painting

    def ask_for_focus(self) -> None:
        """Put the keyboard here."""
        self.send({"kind": "focus"})

    def _on_hello(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        page = message.get("page")
        if not is_text(page, MAX_PAGE) or not page:
            return
        if len(self._pages) < MAX_PAGES:
            self._pages.add(page)
        wanted = (_shown(self._picture),) if message.get("picture") is True else ()
        self._show(*wanted, to=page)

    def _on_edit(self, message: Mapping[str, Any], buffers: Sequence[Any]) -> None:
        edit = Edit.read(message, buffers, self._painting.size)
        if edit is None or not self._painting.take(edit.start, edit.data, edit.paths):
            self._on_hello({"page": message.get("page")}, ())
            return
        if edit.epoch != self._epoch:
            # It crossed with a change from code: the page is told how it came out.
            self._show(to=edit.page)
        if self._pages - {edit.page}:
            self.send({"kind": "moved", "by": edit.page})
        if not edit.more:
            self.revision += 1

    def _show(self, *picture: bytes, **address: Any) -> None:
        width, height = self._painting.size
        message = {"kind": "all", "width": width, "height": height}
        self.send({**message, "epoch": self._epoch, **address}, buffers=list(picture))
        everything = self._painting.everything()
        if everything:
            self._send_change(everything, undoable=False, **address)

    def _send_change(self, change: Change, **more: Any) -> None:
        from ._runs import pieces

        message = {"kind": "edit", "epoch": self._epoch, "paths": {}, **more}
        *most, (last, rest) = pieces(change.start, change.runs, MAX_MESSAGE_BYTES)
        for start, data in most:
            self.send({**message, "start": start}, buffers=[data])
        paths = {str(area): path for area, path in change.paths.items()}
        self.send({**message, "start": last, "paths": paths}, buffers=[rest])


def _empty(size: tuple[int, int]) -> Painting:
    from ._painting import Painting

    return Painting(size)


def _shown(image: EncodedImage | None) -> bytes:
    """Return the picture as the page gets it: as sharp as one message holds."""
    if image is None or len(image.data) <= MAX_MESSAGE_BYTES:
        return image.data if image else b""
    from ...images import thumbnail

    smaller = (thumbnail(image, side) for side in SHOWN_SIDES)
    return next(data for data in smaller if len(data) <= MAX_MESSAGE_BYTES)
